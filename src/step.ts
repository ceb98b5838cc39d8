import { createLog } from './action/log.ts';
import { outputsOf, report, writeEarly } from './action/report.ts';
import type { Runner } from './action/runner.ts';
import { withBearer } from './auth/bearer.ts';
import { type Credential, isToken } from './auth/credential.ts';
import { credentialFor, introduce } from './auth/signIn.ts';
import { cancelOffer, type Told } from './cancelOffer.ts';
import type { Clock } from './clock.ts';
import { bounded, type Send } from './http/bounded.ts';
import { withRetry } from './http/retry.ts';
import { traced } from './http/trace.ts';
import type { Transport } from './http/transport.ts';
import { createPortal } from './marketplace/portal.ts';
import type { Plan } from './plan.ts';
import { listenForSignals, type SignalSource, type Stop } from './signals.ts';
import { interrupted, type Scene } from './steps/scene.ts';
import { counted, logLine, plain, thrown } from './text.ts';
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
  /** `host:port` of the proxy on the way to an address, `''` when there is none. */
  proxyHost(url: string): string;
}

/** What everybody in one step shares. */
interface Stage {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: Stop;
  readonly send: Send;
  readonly tell: Tell;
}

/** Composition root of one step with accepted inputs: early outputs, sign-in, the story, the report; its exit code. */
export async function runStep(host: Host, world: World & { mask(secret: string): void }, plan: Plan): Promise<number> {
  const { runner, clock, mask } = world;
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
    verdict({ cause: soFar.cause, what: `The action failed, please report it (${thrown(error)})` }, soFar.facts);
  const crashed = new Promise<Verdict>((resolve) => {
    host.on('uncaughtException', (error) => resolve(crash(error)));
    host.on('unhandledRejection', (error) => resolve(crash(error)));
  });
  const stop = listenForSignals(host, clock);
  const deadlineMs = startMs + plan.timeoutMs;
  const send = bounded(
    traced(world.transport, clock, (line) => tell('debug', line)),
    clock,
    deadlineMs,
  );
  const stage: Stage = { plan, clock, deadlineMs, stop, send, tell };
  const story = play(stage, world, mask).then(({ ending, facts }) => verdict(ending, facts), crash);
  const final = await Promise.race([story, crashed]);
  const isGreen = await report(runner, [final], frame);
  return isGreen ? 0 : (stop.exitCode() ?? 1);
}

function announce(plan: Plan, clock: Clock, tell: Tell, { runner, proxyHost }: World): void {
  for (const notice of plan.notices) runner.notice(logLine(notice));
  for (const warning of plan.warnings) tell('warning', warning);
  const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
  const deadline = `within ${counted(plan.timeoutMs / 60_000, 'minute')}`;
  const emails =
    plan.emails.length === 0 ? '' : `, the service to notify ${counted(plan.emails.length, 'e-mail address', 'e-mail addresses')}`;
  tell('note', `${what}: offer ${plan.offerIds[0]} of publisher ${plan.publisherId} at ${plan.baseUrl}, ${deadline}${emails}`);
  for (const remark of plan.remarks) tell('debug', remark);
  const origins = plan.signIn.way === 'token' ? [plan.baseUrl] : [plan.baseUrl, plan.signIn.authorityUrl];
  for (const host of new Set(origins.map(proxyHost))) if (host !== '') tell('note', `Requests go through the proxy ${plain(host)}`);
  const { line, warning } = introduce(plan.signIn, clock.wallMs());
  if (warning) tell('warning', warning);
  tell('note', line);
}

/** Signs in, and only then tells the story: without a token nobody is asked anything. */
async function play(stage: Stage, world: World, mask: (secret: string) => void): Promise<Told> {
  const { plan, clock, deadlineMs, stop, send, tell } = stage;
  announce(plan, clock, tell, world);
  const limits = { clock, deadlineMs, stop: stop.stop };
  const credential = credentialFor(plan.signIn, { send, limits, mask, say: (text) => tell('note', text) });
  const access = await credential.accessToken();
  if (stop.stop.aborted) return { ending: interrupted, facts: nothingSent };
  if (!isToken(access)) return { ending: { cause: access.cause, what: access.why }, facts: nothingSent };
  return cancelOffer(sceneOf(stage, credential, plan.offerIds[0]));
}

function sceneOf({ plan, clock, deadlineMs, stop, send, tell }: Stage, credential: Credential, offerId: string): Scene {
  const sendAs = withBearer(send, credential, plan.baseUrl);
  const address = { publisherId: plan.publisherId, offerId, baseUrl: plan.baseUrl, apiVersion: plan.apiVersion };
  const limits = { clock, deadlineMs, stop: stop.stop };
  return {
    plan,
    clock,
    deadlineMs,
    stop: stop.stop,
    tell,
    /** Only a cancel request, the one POST, may outlive the order to stop. */
    portal: createPortal(address, (request) => sendAs(request, request.method === 'POST' ? stop.stopAfterGrace : stop.stop), clock.wallMs),
    patient: createPortal(address, (request) => withRetry(() => sendAs(request, stop.stop), limits), clock.wallMs),
  };
}
