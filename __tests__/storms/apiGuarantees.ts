import { failsStep, type Outcome } from '../../src/outcome/outcome.ts';
import { type ApiMarketplace, productId, type TrueState } from './apiMarketplace.ts';
import type { Exchange } from './faultPlan.ts';

/** Everything that can be seen of a run on one of the newer APIs from outside, and the truth behind it. */
export interface ApiPlayed {
  readonly api: 'submission' | 'product-ingestion';
  readonly inputs: Readonly<Record<string, string>>;
  /** The operation that `operation-id` names, `''` for none. */
  readonly guard: string;
  readonly token: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
  readonly printed: readonly string[];
  readonly exitCodes: readonly number[];
  readonly exchanges: readonly Exchange[];
  readonly marketplace: ApiMarketplace;
  readonly endedMs: number;
  readonly signalAtMs?: number;
  readonly signalCode?: number;
}

type Guarantee = (played: ApiPlayed) => string | undefined;

const cancelsOf = ({ exchanges }: ApiPlayed): readonly Exchange[] => exchanges.filter(({ method }) => method !== 'GET');
const outcomeOf = ({ outputs }: ApiPlayed): Outcome => outputs['outcome'] as Outcome;

/** Whether a request may have been processed, as seen from outside: docs/faults.md#replies-to-the-cancel, written again. A 400 of a job is a refusal too. */
function mayHaveCounted({ result }: Exchange): boolean {
  const { status } = result;
  if (status === undefined) return 'sent' in result && result.sent;
  if (status === 429 || status === 425) return false;
  return !(status === 503 && result.headers?.['retry-after'] !== undefined) && (status < 400 || status >= 500 || status === 408);
}

const cancelForms = {
  submission: new RegExp(`^DELETE /v1\\.0/ingestion/products/${productId}/submissions/(\\d+)$`),
  'product-ingestion': /^POST \/rp\/product-ingestion\/configure\/([0-9a-f-]{36})\/cancel$/,
};

/** The operation that a cancel request names; `undefined` when it is no request that may be sent at all. */
function namedBy({ api }: ApiPlayed, { method, url }: Exchange): string | undefined {
  return cancelForms[api].exec(`${method} ${new URL(url).pathname}`)?.[1];
}

/** What the step is about: what its first cancel named, else what it says. */
function targetOf(played: ApiPlayed): { id: string; state: TrueState } | undefined {
  const [first] = cancelsOf(played);
  const id = (first && namedBy(played, first)) ?? (played.guard || played.outputs['operation-id']);
  return played.marketplace.operations.find((one) => one.id === id);
}

interface Page {
  readonly id?: string;
  readonly state?: string;
  readonly substate?: string;
  readonly pendingUpdateInfo?: { readonly status?: string };
  readonly jobStatus?: string;
}

function bodyOf({ result }: Exchange): Page | undefined {
  if (result.status !== 200 || !('body' in result)) return undefined;
  try {
    return JSON.parse(result.body) as Page;
  } catch {
    return undefined;
  }
}

function isSubmitted({ state, substate, pendingUpdateInfo }: Page): boolean {
  if (state !== 'InProgress' || pendingUpdateInfo?.status === 'Failed') return false;
  return ['Submitted', 'Publishing'].includes(substate ?? '') || (substate === 'InDraft' && pendingUpdateInfo?.status === 'Running');
}

/** Whether a look shows the operation running. One that `operation-id` names may be by a word that is not known, until it was seen by one that is. */
function showsRunning(played: ApiPlayed, look: Exchange, id: string): boolean {
  const page = bodyOf(look);
  if (!page) return false;
  if (played.api === 'product-ingestion') return page.jobStatus === 'running';
  if (page.id !== id || page.state !== 'InProgress') return false;
  const wasSubmitted = played.exchanges
    .slice(0, played.exchanges.indexOf(look))
    .some((one) =>
      [bodyOf(one), ...((bodyOf(one) as { value?: Page[] } | undefined)?.value ?? [])].some((seen) => seen?.id === id && isSubmitted(seen)),
    );
  return (
    isSubmitted(page) ||
    (played.guard === id && !wasSubmitted && !['Failed', 'FailedInCertification', 'Cancelled'].includes(page.substate ?? ''))
  );
}

/** The last look at the operation itself before a cancel request, and after the cancel request before it. */
function lookBefore(played: ApiPlayed, index: number): Exchange | undefined {
  const all = cancelsOf(played);
  const [from, to] = [all[index - 1], all[index] as Exchange];
  const between = played.exchanges.slice(from ? played.exchanges.indexOf(from) + 1 : 0, played.exchanges.indexOf(to));
  return between.findLast(({ url }) => /\/status\?|\/submissions\/\d+$/.test(url));
}

function errorsAndWarnings({ printed }: ApiPlayed): readonly [number, number] {
  return [printed.filter((line) => line.startsWith('error:')).length, printed.filter((line) => line.startsWith('warning:')).length];
}

const guarantees: Readonly<Record<string, Guarantee>> = {
  'G1 at most four cancel requests': (played) => (cancelsOf(played).length > 4 ? `${cancelsOf(played).length} were sent` : undefined),
  'G1 at most two cancel requests that may count': (played) => {
    const count = cancelsOf(played).filter(mayHaveCounted).length;
    return count > 2 ? `${count} were sent` : undefined;
  },
  'G1 every cancel request names the one operation of the one product': (played) => {
    const named = new Set(cancelsOf(played).map((one) => namedBy(played, one)));
    if (named.has(undefined)) return 'another request than a cancel could change something';
    return named.size > 1 || (named.size === 1 && played.guard !== '' && !named.has(played.guard))
      ? `they named ${[...named].join()}`
      : undefined;
  },
  'G1 every cancel request comes right after a look that showed its operation running': (played) => {
    const wrong = cancelsOf(played).findIndex((one, index) => {
      const look = lookBefore(played, index);
      return !look || !showsRunning(played, look, namedBy(played, one) ?? '');
    });
    return wrong < 0 ? undefined : `request ${wrong + 1} had no such look`;
  },
  'G1 nothing of another product is canceled': ({ marketplace }) =>
    marketplace.cancels.every(({ isOurs }) => isOurs) ? undefined : 'something was',
  'G2 every request goes to base-url, with the token in its header only': ({ exchanges, token, inputs }) =>
    exchanges.some(
      ({ url, headers }) =>
        !url.startsWith(`${inputs['base-url']}/`) || url.includes(token) || headers['authorization'] !== `Bearer ${token}`,
    )
      ? 'a request went elsewhere, or its token did'
      : undefined,
  'G3 over by the deadline + 5 s': ({ inputs, endedMs }) =>
    endedMs > Number(inputs['timeout-minutes']) * 60_000 + 5_000 ? `over after ${endedMs / 1000} s` : undefined,
  'G3 over within 5 s of a cancellation': ({ signalAtMs, endedMs }) =>
    signalAtMs !== undefined && endedMs > signalAtMs + 5_000 ? `over ${(endedMs - signalAtMs) / 1000} s after it` : undefined,
  'G4 the exit code says what the outcome says': (played) => {
    const { exitCodes, inputs, signalCode, signalAtMs = Number.POSITIVE_INFINITY, endedMs } = played;
    const decision = failsStep[outcomeOf(played)];
    const isRed = decision === 'by-policy' ? inputs['if-nothing-to-cancel'] === 'error' : decision;
    const expected = isRed ? [1, ...(signalAtMs <= endedMs ? [signalCode] : [])] : [0];
    return exitCodes.length === 1 && expected.includes(exitCodes[0]) ? undefined : `${outcomeOf(played)} ended with ${exitCodes.join()}`;
  },
  'G4 "canceled" is true': (played) => {
    if (outcomeOf(played) !== 'canceled') return undefined;
    const state = targetOf(played)?.state;
    return state === 'canceled' ? undefined : `the operation is ${state}`;
  },
  'G4 "accepted" is true': (played) => {
    if (outcomeOf(played) !== 'accepted') return undefined;
    return played.inputs['wait'] === 'false' && cancelsOf(played).some(isTaken)
      ? undefined
      : 'no cancel was taken, or it was not asked for';
  },
  'G4 "planned" and a dry run send nothing': (played) =>
    (outcomeOf(played) === 'planned' || played.inputs['dry-run'] === 'true') && cancelsOf(played).length > 0
      ? 'a cancel was sent'
      : undefined,
  'G4 "nothing-to-cancel" is true': (played) => {
    if (outcomeOf(played) !== 'nothing-to-cancel') return undefined;
    const state = targetOf(played)?.state;
    const isIdle = cancelsOf(played).length === 0 && played.guard === '' && played.marketplace.wasSeenIdle();
    return state === 'failed' || isIdle ? undefined : `the operation is ${state}`;
  },
  'G4 "too-late" is true': (played) => {
    if (outcomeOf(played) !== 'too-late') return undefined;
    const { operations } = played.marketplace;
    const state = targetOf(played)?.state ?? (operations.some((one) => one.state === 'succeeded') ? 'succeeded' : undefined);
    return state === 'succeeded' ? undefined : `the operation is ${state}`;
  },
  'G4 "mismatch" cancels nothing': (played) =>
    outcomeOf(played) === 'mismatch' && cancelsOf(played).length > 0 ? 'a cancel was sent' : undefined,
  'G5 a cancel that may have counted is reported': (played) => {
    if (!cancelsOf(played).some(mayHaveCounted)) return undefined;
    const isTold = /A cancel was sent|is canceled|accepted/.test(played.outputs['message'] ?? '');
    return isTold ? undefined : `the message does not tell of it: ${played.outputs['message']}`;
  },
  'G5 every output is there, early ones too': ({ outputs, outcomes }) =>
    Object.keys(outputs).length === 7 && outcomes[0] === 'failed' ? undefined : 'outputs are missing',
  'G5 once a cancel has left, the outputs said "unknown" before': (played) =>
    cancelsOf(played).length > 0 && !played.outcomes.slice(0, -1).includes('unknown') ? `they said ${played.outcomes.join()}` : undefined,
  'G5 the status code is that of the last reply to a cancel': (played) => {
    const last = cancelsOf(played)
      .map(({ result }) => result.status)
      .findLast((status) => status !== undefined);
    return played.outputs['status-code'] === String(last ?? '') ? undefined : `${played.outputs['status-code']} instead of ${last}`;
  },
  'G6 no token and no address in anything that is left': ({ printed, outputs, token }) => {
    const left = [...printed, ...Object.values(outputs)].join('\n');
    return left.includes('@contoso') || left.includes(token) ? 'one is' : undefined;
  },
  'G8 at most one error and three warnings': (played) => {
    const [errors, warnings] = errorsAndWarnings(played);
    return errors > 1 || warnings > 3 ? `${errors} errors, ${warnings} warnings` : undefined;
  },
  'a job that was seen running is looked at once a minute after its cancel was taken': (played) => {
    const taken = cancelsOf(played).slice(-1).find(isTaken);
    const deadlineMs = Number(played.inputs['timeout-minutes']) * 60_000;
    if (played.api !== 'product-ingestion' || !taken) return undefined;
    const after = played.exchanges.slice(played.exchanges.indexOf(taken)).filter(({ url }) => url.includes('/status?'));
    const early = after.slice(1).find(({ atMs }, index) => {
      const before = after[index] as Exchange;
      return bodyOf(before)?.jobStatus === 'running' && atMs < before.atMs + 60_000 && atMs < deadlineMs;
    });
    return early ? `it was looked at again after less, at ${early.atMs / 1000} s` : undefined;
  },
};

/** As far as one can see from outside, the service has accepted it: a good status, with no body or an object without an error. */
function isTaken({ result }: Exchange): boolean {
  if (!('body' in result) || result.status >= 300) return false;
  return result.body === '' || (result.body.startsWith('{') && result.body.endsWith('}') && !result.body.includes('"error"'));
}

/** The guarantees that a run on one of the newer APIs broke. */
export function violations(played: ApiPlayed): readonly string[] {
  return Object.entries(guarantees).flatMap(([name, check]) => {
    const broken = check(played);
    return broken === undefined ? [] : [`${name}: ${broken}`];
  });
}
