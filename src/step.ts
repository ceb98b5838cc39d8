import { type Deactivate, markDeployment } from './action/deployment.ts';
import { report } from './action/report.ts';
import type { Runner } from './action/runner.ts';
import { withBearer } from './auth/bearer.ts';
import { isToken } from './auth/credential.ts';
import { credentialFor, introduce } from './auth/signIn.ts';
import { cancelOffer, unguarded } from './cancelOffer.ts';
import type { Clock } from './clock.ts';
import { bounded } from './http/bounded.ts';
import { type Lanes, limited } from './http/limited.ts';
import { withRetry } from './http/retry.ts';
import { traced } from './http/trace.ts';
import type { Transport } from './http/transport.ts';
import { createPortal } from './marketplace/portal.ts';
import type { Plan } from './plan.ts';
import { createRecord, type OfferRecord, type StepRecord } from './record.ts';
import { listenForSignals, type SignalSource, type Stop } from './signals.ts';
import { interrupted, type Scene } from './steps/scene.ts';
import { counted, logLine, plain } from './text.ts';
import { type Ending, nothingSent, type Tell, type Verdict } from './verdict.ts';

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

function announce(plan: Plan, clock: Clock, tell: Tell, { runner, proxyHost }: World): void {
  for (const notice of plan.notices) runner.notice(logLine(notice));
  for (const warning of plan.warnings) tell('warning', warning);
  const what = plan.isDryRun ? 'Dry run, nothing will be canceled' : 'Canceling the operation in progress';
  const offers = plan.offerIds.length === 1 ? `offer ${plan.offerIds[0]}` : `${plan.offerIds.length} offers`;
  const deadline = `within ${counted(plan.timeoutMs / 60_000, 'minute')}`;
  const emails =
    plan.emails.length === 0 ? '' : `, the service to notify ${counted(plan.emails.length, 'e-mail address', 'e-mail addresses')}`;
  tell('note', `${what}: ${offers} of publisher ${plan.publisherId} at ${plan.baseUrl}, ${deadline}${emails}`);
  for (const remark of plan.remarks) tell('debug', remark);
  const origins = plan.signIn.way === 'token' ? [plan.baseUrl] : [plan.baseUrl, plan.signIn.authorityUrl];
  for (const host of new Set(origins.map(proxyHost))) if (host !== '') tell('note', `Requests go through the proxy ${plain(host)}`);
  const { line, warning } = introduce(plan.signIn, clock.wallMs());
  if (warning) tell('warning', warning);
  tell('note', line);
}

/** Signs in, and only then tells the stories, all at once: without a token nobody is asked anything. One that fails stops no other. */
async function play(stage: Stage, world: World & { mask(secret: string): void }): Promise<void> {
  const { plan, clock, deadlineMs, stop, record } = stage;
  const { tell } = record;
  announce(plan, clock, tell, world);
  const limits = { clock, deadlineMs, stop: stop.stop };
  const send = bounded(
    traced(world.transport, clock, (line) => tell('debug', line)),
    clock,
    deadlineMs,
  );
  const credential = credentialFor(plan.signIn, { send, limits, mask: world.mask, say: (text) => tell('note', text) });
  const access = await credential.accessToken();
  const ending: Ending | undefined = stop.stop.aborted
    ? interrupted
    : isToken(access)
      ? undefined
      : { cause: access.cause, what: access.why };
  if (ending) {
    for (const offer of record.offers) offer.end(ending, nothingSent);
    return;
  }
  if (plan.offerIds.length > 1 && !plan.isDryRun) tell('note', unguarded);
  const lanesOfAnOffer = limited(withBearer(send, credential, plan.baseUrl), limits);
  await Promise.all(
    record.offers.map((offer) =>
      cancelOffer(sceneOf(stage, lanesOfAnOffer(), offer)).then(({ ending: end, facts }) => offer.end(end, facts), offer.crash),
    ),
  );
}

function sceneOf({ plan, clock, deadlineMs, stop }: Stage, { urgent, patient }: Lanes, { offerId, tell, show }: OfferRecord): Scene {
  const address = { publisherId: plan.publisherId, offerId, baseUrl: plan.baseUrl, apiVersion: plan.apiVersion };
  const limits = { clock, deadlineMs, stop: stop.stop };
  return {
    plan,
    clock,
    deadlineMs,
    stop: stop.stop,
    tell,
    show,
    /** Only a cancel request may outlive the order to stop. */
    portal: createPortal(
      address,
      (request) => (request.intent === 'cancel' ? urgent(request, stop.stopAfterGrace) : patient(request, stop.stop)),
      clock.wallMs,
    ),
    patient: createPortal(address, (request) => withRetry(() => urgent(request, stop.stop), limits), clock.wallMs),
  };
}
