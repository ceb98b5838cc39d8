import { withFewAnnotations } from '../action/annotations.ts';
import { type Deactivate, markDeployment } from '../action/deployment.ts';
import { createRecording, type Recording } from '../action/recording.ts';
import { report } from '../action/report.ts';
import type { Runner } from '../action/runner.ts';
import { withBearer } from '../auth/bearer.ts';
import { type Access, isToken, type SignInFailure } from '../auth/credential.ts';
import { credentialFor } from '../auth/signIn.ts';
import { cancelOffer, unguarded } from '../cancel/cancelOffer.ts';
import { interruptedConclusion, type OfferContext } from '../cancel/context.ts';
import type { Clock } from '../clock.ts';
import { withDeadline } from '../http/deadline.ts';
import { favorMemory } from '../http/memory.ts';
import { withReader } from '../http/reply.ts';
import { type Limits, withRetry } from '../http/retry.ts';
import { type Priorities, throttle } from '../http/throttle.ts';
import { withLogging } from '../http/tracing.ts';
import type { Transport } from '../http/transport.ts';
import type { Plan } from '../inputs/plan.ts';
import type { ApiSend } from '../marketplace/api.ts';
import { createApi } from '../marketplace/apis.ts';
import { type Conclusion, nothingSent, type OfferResult } from '../outcome/result.ts';
import { logIntroduction } from './introduction.ts';
import { createJournal, type Journal, type OfferJournal } from './journal.ts';
import type { CaughtSignals, SignalSource } from './signals.ts';
import { type Stop, stopOnSignals } from './stop.ts';

/** The part of Node's process that a step uses. */
export interface NodeProcess extends SignalSource {
  exitCode?: number | string | null | undefined;
  exit(code: number): void;
  readonly stdout: { write(text: string, done: () => void): unknown; on(name: 'error', listener: () => void): unknown };
}

export interface RunDeps {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly transport: Transport;
  /** `host:port` of the proxy on the way to an address, `''` when there is none. */
  proxyHost(url: string): string;
  /** Marks a deployment of GitHub inactive. */
  readonly deactivate: Deactivate;
  readonly loadRecorder?: Parameters<typeof createRecording>[3];
}

/** What all offers of one step share. */
interface StepContext {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly deadlineMs: number;
  readonly stop: Stop;
  readonly journal: Journal;
  readonly recording: Recording;
}

/** How a step ended, and until when its process has to be over (guarantee G3). */
interface StepEnd {
  readonly exitCode: number;
  readonly latestMs: number;
}

/** After the deadline or the first signal; the rest of the 5 s of guarantee G3 is for the end of the process. */
const endingMs = 4_900;

/** One step with accepted inputs: early outputs, sign-in, the cancel of each offer, the report, the deployment. */
export async function runStep(
  nodeProcess: NodeProcess,
  deps: RunDeps & { mask(secret: string): void },
  plan: Plan,
  signals: CaughtSignals,
): Promise<StepEnd> {
  const { clock } = deps;
  const runner = withFewAnnotations(deps.runner, plan.offerIds.length);
  const startMs = clock.nowMs();
  const deadlineMs = startMs + plan.timeoutMs;
  if (plan.offerIds.length > 50) favorMemory();
  const journal = createJournal(plan, runner, clock, startMs);
  const uncaught = new Promise<readonly OfferResult[]>((resolve) => {
    for (const name of ['uncaughtException', 'unhandledRejection']) nodeProcess.on(name, (error) => resolve(journal.close(error)));
  });
  const recording = createRecording(runner, plan, clock, deps.loadRecorder);
  const stop = stopOnSignals(signals, clock, journal.interrupt, (code) => nodeProcess.exit(recording.writeBefore(code)));
  const context: StepContext = { plan, clock, deadlineMs, stop, journal, recording };
  const work = cancelOffers(context, { ...deps, runner }).then(
    () => journal.close(),
    (error) => journal.close(error),
  );
  const results = await Promise.race([work, uncaught]);
  const isGreen = report(runner, results, plan);
  recording.write(results);
  await markDeployment(runner, deps.deactivate, plan, results, { clock, deadlineMs, stop: stop.signal });
  return { exitCode: isGreen ? 0 : (stop.exitCode() ?? 1), latestMs: Math.min(deadlineMs, stop.sinceMs()) + endingMs };
}

/** Signs in, and then cancels all offers at once. An error in one stops no other. */
async function cancelOffers(context: StepContext, deps: RunDeps & { mask(secret: string): void }): Promise<void> {
  const { plan, clock, deadlineMs, stop, journal, recording } = context;
  const { log } = journal;
  logIntroduction(plan, clock, log, deps);
  const limits = { clock, deadlineMs, stop: stop.signal };
  const send = withDeadline(
    withLogging(recording.listen(withReader(deps.transport, clock)), clock, (line) => log('debug', line)),
    limits,
  );
  const credential = credentialFor(plan.signIn, { send, limits, mask: deps.mask, log: (text) => log('note', text) });
  const end = withoutAccess(await credential.accessToken(), stop);
  if (end) {
    for (const offer of journal.offers) offer.end(end, nothingSent);
    return;
  }
  const prioritiesOfOffer = throttle(withBearer(send, credential, plan.baseUrl), limits);
  if (!plan.api.cancelNamesOperation && plan.offerIds.length > 1 && !plan.isDryRun) log('note', unguarded);
  const cancelOne = async (offer: OfferJournal): Promise<void> => {
    const { conclusion, facts } = await cancelOffer(offerContext(context, prioritiesOfOffer(), offer));
    offer.end(conclusion, facts);
  };
  await Promise.all(journal.offers.map((offer) => cancelOne(offer).catch(offer.fail)));
}

/** How every offer ends when there is no token to ask with; `undefined` when there is one. */
function withoutAccess(access: Access | SignInFailure, { signal }: Stop): Conclusion | undefined {
  if (signal.aborted) return interruptedConclusion;
  if (isToken(access)) return undefined;
  return { cause: access.cause, statement: access.detail, ...(access.toCopy ? { toCopy: access.toCopy } : {}) };
}

function offerContext(
  { plan, clock, deadlineMs, stop }: StepContext,
  priorities: Priorities<SignInFailure>,
  offer: OfferJournal,
): OfferContext {
  const { offerId, log, checkpoint, onObserved } = offer;
  const { publisherId, baseUrl, apiVersion, operationId: guard, operationProduct: guardProduct } = plan;
  const limits = { clock, deadlineMs, stop: stop.signal };
  const address = { publisherId, offerId, baseUrl, apiVersion, guard, guardProduct };
  const marketplace = createApi(plan.api.name, address, sendBy(priorities, limits, stop.stopAfterGrace), limits);
  return { plan, clock, deadlineMs, stop: stop.signal, marketplace, log, checkpoint, onObserved };
}

/** Only a cancel request may go on after the first signal. */
function sendBy({ cancel, high, low }: Priorities<SignInFailure>, limits: Limits, stopAfterGrace: AbortSignal): ApiSend {
  return (request, effort) => {
    if (request.intent === 'cancel') return cancel(request, stopAfterGrace);
    if (effort === 'once') return low(request, limits.stop);
    const priority = effort === 'before-cancel' ? cancel : high;
    return withRetry(() => priority(request, limits.stop), limits);
  };
}
