import { readInputs } from './action/inputs.ts';
import { createLog } from './action/log.ts';
import { outputsOf, report, reportRefusal, writeEarly } from './action/report.ts';
import { githubRunner, type Runner } from './action/runner.ts';
import { givenToken, withBearer } from './auth/bearer.ts';
import { cancelOffer } from './cancelOffer.ts';
import { type Clock, systemClock } from './clock.ts';
import { withRetry } from './http/retry.ts';
import { traced } from './http/trace.ts';
import { createTransport, type Transport } from './http/transport.ts';
import { createPortal, type Send } from './marketplace/portal.ts';
import { type Plan, parsePlan } from './plan.ts';
import { withoutScheme } from './rules/credential.ts';
import { listenForSignals, type SignalSource, type Stop } from './signals.ts';
import type { Scene } from './steps/scene.ts';
import { counted, logLine, plain } from './text.ts';
import { type Ending, type Event, type Facts, nothingSent, type Tell, type Verdict, verdictOf } from './verdict.ts';

/** The part of Node's process that a step lives in. */
export interface Host extends SignalSource {
  exitCode?: number | string | null | undefined;
  readonly stdout: { write(text: string, done: () => void): unknown; on(name: 'error', listener: () => void): unknown };
}

export interface World {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly transport: Transport;
}

const requestTimeoutMs = 30_000;
/** The last look of all begins at the deadline and must be over by the deadline + 5 s (guarantee G3), report included. */
const lastLookMs = 4_000;
const shortestSecret = 4;

/** The runner, the time and the network as they are. */
export const realWorld: World = { runner: githubRunner, clock: systemClock, transport: createTransport(systemClock) };

/** Composition root: red until proved otherwise, and over when this has resolved. */
export async function main(host: Host, world: World): Promise<void> {
  host.exitCode = 1;
  host.stdout.on('error', () => undefined);
  const inputs = readInputs(world.runner);
  const secrets = [inputs.values.token, withoutScheme(inputs.values.token)];
  for (const secret of new Set(secrets.filter((text) => text.length >= shortestSecret))) world.runner.mask(secret);
  const plan = parsePlan(inputs);
  const code = 'problems' in plan ? await reportRefusal(world.runner, plan).then(() => 1) : await runStep(host, world, plan);
  host.exitCode = code;
  await new Promise<void>((resolve) => {
    host.stdout.write('', resolve);
  });
  host.exit(code);
}

/** One step with accepted inputs: its exit code. */
async function runStep(host: Host, world: World, plan: Plan): Promise<number> {
  const { runner, clock } = world;
  const startMs = clock.nowMs();
  const frame = { isSandbox: plan.isSandbox, policy: plan.ifNothingToCancel };
  const offer = { publisherId: plan.publisherId, offerId: plan.offerIds[0] };
  const log = createLog(runner);
  const events: Event[] = [];
  const verdict = (ending: Ending, facts: Facts): Verdict => verdictOf(offer, ending, facts, events, plan.isSandbox);

  let soFar: { cause: 'unfinished' | 'unfinished-after-cancel'; facts: Facts } = { cause: 'unfinished', facts: nothingSent };
  const saveEarly = (): void =>
    writeEarly(runner, outputsOf([verdict({ cause: soFar.cause, what: 'The step ended before its verdict was known' }, soFar.facts)]));
  const tell: Tell = (kind, text, facts) => {
    const event = { kind, text, atMs: clock.nowMs() - startMs };
    log(event);
    events.push(event);
    if (!facts) return;
    soFar = { cause: 'unfinished-after-cancel', facts };
    saveEarly();
  };

  saveEarly();
  const crash = (error: unknown): Verdict =>
    verdict({ cause: soFar.cause, what: `The action failed, please report it (${plain(String(error))})` }, soFar.facts);
  const crashed = new Promise<Verdict>((resolve) => {
    host.on('uncaughtException', (error) => resolve(crash(error)));
    host.on('unhandledRejection', (error) => resolve(crash(error)));
  });
  const stop = listenForSignals(host, clock);
  introduce(plan, offer.offerId, tell, runner);
  const scene = sceneOf(world, plan, offer.offerId, stop, tell, startMs + plan.timeoutMs);
  const story = cancelOffer(scene).then(({ ending, facts }) => verdict(ending, facts), crash);
  const final = await Promise.race([story, crashed]);
  const isGreen = await report(runner, [final], frame);
  return isGreen ? 0 : (stop.exitCode() ?? 1);
}

function introduce(plan: Plan, offerId: string, tell: Tell, runner: Runner): void {
  for (const notice of plan.notices) runner.notice(logLine(notice));
  for (const warning of plan.warnings) tell('warning', warning);
  const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
  const deadline = `within ${counted(plan.timeoutMs / 60_000, 'minute')}`;
  const emails =
    plan.emails.length === 0 ? '' : `, the service to notify ${counted(plan.emails.length, 'e-mail address', 'e-mail addresses')}`;
  tell('note', `${what}: offer ${offerId} of publisher ${plan.publisherId} at ${plan.baseUrl}, ${deadline}${emails}`);
  tell('note', 'Signing in with the token that was given');
}

function sceneOf({ clock, transport }: World, plan: Plan, offerId: string, stop: Stop, tell: Tell, deadlineMs: number): Scene {
  const sendAs = withBearer(
    traced(transport, clock, (line) => tell('debug', line)),
    givenToken(plan.token),
    plan.baseUrl,
  );
  /** Never longer than the deadline allows. Only a cancel request, the one POST, may outlive the order to stop. */
  const send: Send = (request) => {
    const leftMs = deadlineMs - clock.nowMs();
    const timeoutMs = leftMs > 0 ? Math.min(requestTimeoutMs, leftMs) : Math.max(leftMs + lastLookMs, 1);
    return sendAs({ ...request, timeoutMs }, request.method === 'POST' ? stop.stopAfterGrace : stop.stop);
  };
  const address = { publisherId: plan.publisherId, offerId, baseUrl: plan.baseUrl, apiVersion: plan.apiVersion };
  const limits = { clock, deadlineMs, stop: stop.stop };
  return {
    plan,
    clock,
    deadlineMs,
    stop: stop.stop,
    tell,
    portal: createPortal(address, send, clock.wallMs),
    patient: createPortal(address, (request) => withRetry(() => send(request), limits), clock.wallMs),
  };
}
