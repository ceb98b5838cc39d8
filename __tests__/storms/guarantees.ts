import type { Outcome } from '../../src/outcome/outcome.ts';
import { failsStep } from '../../src/outcome/outcome.ts';
import type { Exchange } from './faultPlan.ts';
import type { Marketplace, TrueOperation } from './marketplace.ts';

/** Everything that can be seen of a run from outside, and the truth behind it. */
export interface Played {
  readonly inputs: Readonly<Record<string, string>>;
  readonly token: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
  readonly printed: readonly string[];
  readonly exitCodes: readonly number[];
  readonly exchanges: readonly Exchange[];
  readonly marketplace: Marketplace;
  readonly endedMs: number;
  readonly signalAtMs?: number;
  readonly signalCode?: number;
}

type Guarantee = (played: Played) => string | undefined;

const posts = ({ exchanges }: Played): readonly Exchange[] => exchanges.filter(({ method }) => method === 'POST');
const outcomeOf = ({ outputs }: Played): Outcome => outputs['outcome'] as Outcome;
const statusOf = ({ result }: Exchange): number | undefined => result.status;

/** Whether a request may have been processed, as far as anybody outside can know: the rule of docs/faults.md#replies-to-the-cancel, written again. */
function mayHaveCounted({ result }: Exchange): boolean {
  const { status } = result;
  if (status === undefined) return 'sent' in result && result.sent;
  if (status === 429 || status === 425) return false;
  return !(status === 503 && result.headers?.['retry-after'] !== undefined) && (status < 400 || status >= 500 || status === 408);
}

/** The operation that the first look showed as running: what the whole step is about. */
function fenceOf({ exchanges, marketplace, inputs }: Played): TrueOperation | undefined {
  const look = exchanges.find(
    ({ method, result }) => method === 'GET' && result.status === 200 && 'body' in result && result.body.includes('"running"'),
  );
  if (!look) return undefined;
  const guarded = marketplace.operations.find(({ id }) => id === inputs['operation-id']);
  return (
    guarded ??
    marketplace.operations.find(
      ({ startedMs, id }) => startedMs <= look.atMs && 'body' in look.result && look.result.body.includes(id) && wasRunning(look, id),
    )
  );
}

function wasRunning({ result }: Exchange, id: string): boolean {
  if (!('body' in result)) return false;
  return new RegExp(`"id":"${id}"[^}]*"submissionState":"running"`).test(result.body);
}

/** A look between two cancel requests that showed the fenced operation running and untouched. */
function isProofBetween(played: Played, from: Exchange, to: Exchange): boolean {
  const fence = fenceOf(played);
  const between = played.exchanges.slice(played.exchanges.indexOf(from) + 1, played.exchanges.indexOf(to));
  return between.some(({ url, result }) => {
    if (!fence || !('body' in result) || result.status !== 200) return false;
    if (url.includes(`/operations/${fence.id}`)) return result.body.includes('"status":"running"') && result.body.includes('"canCancel"');
    return url.includes('/submissions/') && new RegExp(`"id":"${fence.id}"[^}]*"submissionState":"running"`).test(result.body);
  });
}

const guarantees: Readonly<Record<string, Guarantee>> = {
  'G1 at most four cancel requests': (played) => (posts(played).length > 4 ? `${posts(played).length} were sent` : undefined),
  'G1 at most two cancel requests that may count': (played) => {
    const count = posts(played).filter(mayHaveCounted).length;
    return count > 2 ? `${count} were sent` : undefined;
  },
  'G1 after one that may count another only after a look that proved the same operation running': (played) => {
    const all = posts(played);
    for (const [index, post] of all.entries()) {
      const before = all[index - 1];
      if (before && all.slice(0, index).some(mayHaveCounted) && !isProofBetween(played, before, post))
        return `request ${index + 1} had no proof`;
    }
    return undefined;
  },
  'G1 no operation is hit by more than two cancels, and no newer one by a second cancel': ({ marketplace: { operations, cancels } }) => {
    if (operations.some((operation) => operation.cancels > 2)) return 'three cancels of one operation were processed';
    const [first, ...later] = cancels.map(({ hit }) => hit).filter((hit) => hit !== undefined);
    return later.some((hit) => hit !== first) ? 'a second cancel hit another operation' : undefined;
  },
  'G1 a guard is kept: nothing else is canceled, but for the moment between look and request': ({
    inputs,
    marketplace: { cancels },
    exchanges,
  }) => {
    const guard = inputs['operation-id'];
    if (guard === '') return undefined;
    const shown = exchanges.some(({ method, result }) => method === 'GET' && 'body' in result && result.body.includes('"running"'));
    return cancels.length > 0 && !shown ? 'a cancel was sent and the guarded operation was never seen running' : undefined;
  },
  'G2 every request goes to base-url, with the token in its header only': ({ exchanges, token, inputs }) =>
    exchanges.some(
      ({ url, headers }) =>
        !url.startsWith(`${inputs['base-url']}/`) || url.includes(token) || headers['authorization'] !== `Bearer ${token}`,
    )
      ? 'a request went elsewhere, or its token did'
      : undefined,
  'G3 over by the deadline + 5 s': ({ inputs, endedMs }) => {
    const latestMs = Number(inputs['timeout-minutes']) * 60_000 + 5_000;
    return endedMs > latestMs ? `over after ${endedMs / 1000} s` : undefined;
  },
  'G3 over within 5 s of a cancellation': ({ signalAtMs, endedMs }) =>
    signalAtMs !== undefined && endedMs > signalAtMs + 5_000 ? `over ${(endedMs - signalAtMs) / 1000} s after it` : undefined,
  'G4 the exit code says what the outcome says': ({ outputs, exitCodes, inputs, signalCode, signalAtMs, endedMs }) => {
    const outcome = outputs['outcome'] as Outcome;
    const decision = failsStep[outcome];
    const isRed = decision === 'by-policy' ? inputs['if-nothing-to-cancel'] === 'error' : decision;
    const wasSignaled = signalAtMs !== undefined && signalAtMs <= endedMs;
    const expected = isRed ? (wasSignaled ? [signalCode, 1] : [1]) : [0];
    return exitCodes.length === 1 && expected.includes(exitCodes[0]) ? undefined : `${outcome} ended with ${exitCodes.join()}`;
  },
  'G4 "canceled" is true': (played) => {
    const { operations, cancels } = played.marketplace;
    const ours = fenceOf(played) ?? cancels.find(({ hit }) => hit)?.hit ?? operations.at(-1);
    const truth = ours?.state;
    if (outcomeOf(played) !== 'canceled' || truth === 'canceled') return undefined;
    return /its word alone/.test(played.outputs['message'] ?? '') ? undefined : `the operation is ${truth}`;
  },
  'G4 "accepted" is true': (played) => {
    if (outcomeOf(played) !== 'accepted') return undefined;
    return played.inputs['wait'] === 'false' && played.marketplace.cancels.length > 0
      ? undefined
      : 'no cancel was processed, or it was not asked for';
  },
  'G4 "planned" and a dry run send nothing': (played) =>
    (outcomeOf(played) === 'planned' || played.inputs['dry-run'] === 'true') && posts(played).length > 0 ? 'a cancel was sent' : undefined,
  'G4 "nothing-to-cancel" is true': (played) => {
    if (outcomeOf(played) !== 'nothing-to-cancel') return undefined;
    const fence = fenceOf(played);
    if (posts(played).length === 0) return undefined;
    return fence && fence.state !== 'failed' ? `the operation is ${fence.state}` : undefined;
  },
  '"too-late" is true': (played) => {
    const fence = fenceOf(played);
    return outcomeOf(played) === 'too-late' && fence && fence.state !== 'succeeded' ? `the operation is ${fence.state}` : undefined;
  },
  '"mismatch" cancels nothing': (played) =>
    outcomeOf(played) === 'mismatch' && posts(played).length > 0 ? 'a cancel was sent' : undefined,
  'a cancel that may have counted is never "failed" without a reason, and is told': (played) => {
    if (!posts(played).some(mayHaveCounted)) return undefined;
    const sent = /A cancel was sent|is canceled|accepted|its word alone/.test(played.outputs['message'] ?? '');
    return sent ? undefined : `the message does not tell of it: ${played.outputs['message']}`;
  },
  'G5 every output is there, early ones too': ({ outputs, outcomes }) =>
    Object.keys(outputs).length === 7 && outcomes[0] === 'failed' ? undefined : 'outputs are missing',
  'G5 from the first cancel on, the outputs say "unknown" until the result': (played) => {
    const early = played.outcomes.slice(0, -1);
    const isTold = posts(played).length === 0 ? early.every((outcome) => outcome === 'failed') : early.includes('unknown');
    return isTold ? undefined : `they said ${early.join()}`;
  },
  'G5 the status code is that of the last reply to a cancel': (played) => {
    const last = posts(played)
      .map(statusOf)
      .findLast((status) => status !== undefined);
    return played.outputs['status-code'] === String(last ?? '') ? undefined : `${played.outputs['status-code']} instead of ${last}`;
  },
  'G6 no token and no address in anything that is left': ({ printed, outputs, token }) =>
    /@contoso/.test([...printed, ...Object.values(outputs)].join('\n')) ||
    [...printed, ...Object.values(outputs)].join('\n').includes(token)
      ? 'one is'
      : undefined,
  'G8 at most one error and three warnings': ({ printed }) => {
    const errors = printed.filter((line) => line.startsWith('error:')).length;
    const warnings = printed.filter((line) => line.startsWith('warning:')).length;
    return errors > 1 || warnings > 3 ? `${errors} errors, ${warnings} warnings` : undefined;
  },
};

/** The guarantees that a run broke. */
export function violations(played: Played): readonly string[] {
  return Object.entries(guarantees).flatMap(([name, check]) => {
    const broken = check(played);
    return broken === undefined ? [] : [`${name}: ${broken}`];
  });
}
