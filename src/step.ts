import { type Deactivate, markDeployment } from './action/deployment.ts';
import { report } from './action/report.ts';
import type { Runner } from './action/runner.ts';
import { withBearer } from './auth/bearer.ts';
import { isToken, type SignInFailure } from './auth/credential.ts';
import { credentialFor, introduce } from './auth/signIn.ts';
import { cancelOffer, unguarded } from './cancelOffer.ts';
import type { Clock } from './clock.ts';
import { bounded } from './http/bounded.ts';
import { type Lanes, limited } from './http/limited.ts';
import { withReader } from './http/reply.ts';
import { type Limits, withRetry } from './http/retry.ts';
import { traced } from './http/trace.ts';
import type { Transport } from './http/transport.ts';
import type { ApiSend } from './marketplace/api.ts';
import { createPortal } from './marketplace/portal/portal.ts';
import type { Plan } from './plan.ts';
import { createRecord, type OfferRecord, type StepRecord } from './record.ts';
import { listenForSignals, type SignalSource, type Stop } from './signals.ts';
import { interrupted, type Scene } from './steps/scene.ts';
import { counted, logLine, plain } from './text.ts';
import { type Ending, type Log, nothingSent, type Verdict } from './verdict.ts';

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
  /** Marks a deployment of GitHub inactive. */
  readonly deactivate: Deactivate;
}

/** What everybody in one step shares. */
interface Stage {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: Stop;
  readonly record: StepRecord;
}

/** Composition root of one step with accepted inputs: early outputs, sign-in, the stories, the report, the deployment; its exit code. */
export async function runStep(host: Host, world: World & { mask(secret: string): void }, plan: Plan): Promise<number> {
  const { runner, clock } = world;
  const startMs = clock.nowMs();
  const record = createRecord(plan, runner, clock, startMs);
  const crashed = new Promise<readonly Verdict[]>((resolve) => {
    host.on('uncaughtException', (error) => resolve(record.close(error)));
    host.on('unhandledRejection', (error) => resolve(record.close(error)));
  });
  const stop = listenForSignals(host, clock);
  const stage: Stage = { plan, clock, deadlineMs: startMs + plan.timeoutMs, stop, record };
  const stories = play(stage, world).then(
    () => record.close(),
    (error) => record.close(error),
  );
  const verdicts = await Promise.race([stories, crashed]);
  const isGreen = report(runner, verdicts, plan);
  await markDeployment(runner, world.deactivate, plan, verdicts, { clock, deadlineMs: stage.deadlineMs, stop: stop.stop });
  return isGreen ? 0 : (stop.exitCode() ?? 1);
}

function announce(plan: Plan, clock: Clock, log: Log, { runner, proxyHost }: World): void {
  for (const notice of plan.notices) runner.notice(logLine(notice));
  for (const warning of plan.warnings) log('warning', warning);
  const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
  const offers = plan.offerIds.length === 1 ? `offer ${plan.offerIds[0]}` : `${plan.offerIds.length} offers`;
  const deadline = `within ${counted(plan.timeoutMs / 60_000, 'minute')}`;
  const emails =
    plan.emails.length === 0 ? '' : `, the service to notify ${counted(plan.emails.length, 'e-mail address', 'e-mail addresses')}`;
  log('note', `${what}: ${offers} of publisher ${plan.publisherId} at ${plan.baseUrl}, ${deadline}${emails}`);
  for (const remark of plan.remarks) log('debug', remark);
  const origins = plan.signIn.way === 'token' ? [plan.baseUrl] : [plan.baseUrl, plan.signIn.authorityUrl];
  for (const host of new Set(origins.map(proxyHost))) if (host !== '') log('note', `Requests go through the proxy ${plain(host)}`);
  const { line, warning } = introduce(plan.signIn, clock.wallMs());
  if (warning) log('warning', warning);
  log('note', line);
}

/** Signs in, and only then tells the stories, all at once: without a token nobody is asked anything. One that fails stops no other. */
async function play(stage: Stage, world: World & { mask(secret: string): void }): Promise<void> {
  const { plan, clock, deadlineMs, stop, record } = stage;
  const { log } = record;
  announce(plan, clock, log, world);
  const limits = { clock, deadlineMs, stop: stop.stop };
  const send = bounded(
    traced(withReader(world.transport, clock), clock, (line) => log('debug', line)),
    clock,
    deadlineMs,
  );
  const credential = credentialFor(plan.signIn, { send, limits, mask: world.mask, say: (text) => log('note', text) });
  const access = await credential.accessToken();
  const ending: Ending | undefined = stop.stop.aborted
    ? interrupted
    : isToken(access)
      ? undefined
      : { cause: access.cause, what: access.detail };
  if (ending) {
    for (const offer of record.offers) offer.end(ending, nothingSent);
    return;
  }
  if (plan.offerIds.length > 1 && !plan.isDryRun) log('note', unguarded);
  const lanesOfAnOffer = limited(withBearer(send, credential, plan.baseUrl), limits);
  await Promise.all(
    record.offers.map((offer) =>
      cancelOffer(sceneOf(stage, lanesOfAnOffer(), offer)).then(({ ending: end, facts }) => offer.end(end, facts), offer.crash),
    ),
  );
}

function sceneOf({ plan, clock, deadlineMs, stop }: Stage, lanes: Lanes<SignInFailure>, offer: OfferRecord): Scene {
  const { offerId, log, checkpoint, onObserved } = offer;
  const address = { publisherId: plan.publisherId, offerId, baseUrl: plan.baseUrl, apiVersion: plan.apiVersion };
  const api = createPortal(address, sendBy(lanes, { clock, deadlineMs, stop: stop.stop }, stop.stopAfterGrace));
  return { plan, clock, deadlineMs, stop: stop.stop, api, log, checkpoint, onObserved };
}

/** Only a cancel request may outlive the order to stop. */
function sendBy({ urgent, patient }: Lanes<SignInFailure>, limits: Limits, stopAfterGrace: AbortSignal): ApiSend {
  return (request, effort) => {
    if (request.intent === 'cancel') return urgent(request, stopAfterGrace);
    return effort === 'once' ? patient(request, limits.stop) : withRetry(() => urgent(request, limits.stop), limits);
  };
}
