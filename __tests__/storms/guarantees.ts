import { failsStep, type Outcome } from '../../src/outcome/outcome.ts';
import type { Exchange } from './faultPlan.ts';
import type { Marketplace, TrueOperation } from './marketplace.ts';
import { isProofBetween, mayHaveCounted, mayHaveLeft, posts, shownRunning } from './seen.ts';

/** Everything that can be seen of a run from outside, and the truth behind it. */
export interface Played {
  readonly inputs: Readonly<Record<string, string>>;
  readonly token: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Each time the outputs were written. */
  readonly writes: readonly { readonly atMs: number; readonly outcome: Outcome }[];
  readonly printed: readonly string[];
  readonly exitCode: number;
  readonly exchanges: readonly Exchange[];
  readonly marketplace: Marketplace;
  readonly endedMs: number;
  readonly signals: readonly { readonly atMs: number; readonly name: string; readonly code: number }[];
}

type Guarantee = (played: Played) => string | undefined;

const outcomeOf = ({ outputs }: Played): Outcome => outputs['outcome'] as Outcome;
const messageOf = ({ outputs }: Played): string => outputs['message'] ?? '';
const isOnTheWordAlone = (played: Played): boolean => /word alone/.test(messageOf(played));
/** The signals that came while the step worked. */
const heard = ({ signals, endedMs }: Played): Played['signals'] => signals.filter(({ atMs }) => atMs < endedMs);

/** The operation that the first look showed as running. Where the offer's status had to be asked, there is none. */
function fenceOf({ exchanges, marketplace: { operations }, inputs }: Played): TrueOperation | undefined {
  if (exchanges.some(({ url }) => url.includes('/status?'))) return undefined;
  const [first] = exchanges.map((exchange) => shownRunning(exchange, operations)).filter((ids) => ids.length > 0);
  if (!first) return undefined;
  return operations.find(({ id }) => id === inputs['operation-id']) ?? operations.find(({ id }) => first.includes(id));
}

const guarantees: Readonly<Record<string, Guarantee>> = {
  'G1 at most four cancel requests': (played) => (posts(played).length > 4 ? `${posts(played).length} were sent` : undefined),
  'G1 at most two cancel requests that may count': (played) => {
    const count = posts(played).filter(mayHaveCounted).length;
    return count > 2 ? `${count} were sent` : undefined;
  },
  'G1 after one that may count another only after a look that proved the same operation running': (played) => {
    const all = posts(played);
    const fence = fenceOf(played);
    for (const [index, post] of all.entries()) {
      const before = all[index - 1];
      if (before && all.slice(0, index).some(mayHaveCounted) && !isProofBetween(played, fence, before, post))
        return `request ${index + 1} had no proof`;
    }
    return undefined;
  },
  'G1 no operation is hit by more than two cancels, and no newer one by a second cancel': ({ marketplace: { operations, cancels } }) => {
    if (operations.some((operation) => operation.cancels > 2)) return 'three cancels of one operation were processed';
    const [first, ...later] = cancels.map(({ hit }) => hit).filter((hit) => hit !== undefined);
    return later.some((hit) => hit !== first) ? 'a second cancel hit another operation' : undefined;
  },
  'G1 a guard is kept: nothing else is canceled, but for the moment between look and request': (played) => {
    const { inputs, marketplace, exchanges } = played;
    const guard = inputs['operation-id'] ?? '';
    if (guard === '' || marketplace.cancels.length === 0) return undefined;
    const isShown = exchanges.some((exchange) => shownRunning(exchange, marketplace.operations).includes(guard));
    return isShown ? undefined : 'a cancel was sent and the guarded operation was never seen running';
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
  'G3 over within 5 s of a cancellation, and at once at a signal more than a second after it': (played) => {
    const [first, second] = heard(played);
    if (first && played.endedMs > first.atMs + 5_000) return `over ${(played.endedMs - first.atMs) / 1000} s after it`;
    return first && second && second.atMs > first.atMs + 1_000 && played.endedMs > second.atMs
      ? 'the second signal had no effect'
      : undefined;
  },
  'G3 a cancel reply under way has 3 s after the first signal, whatever comes within a second of it': (played) => {
    const [first, second] = played.signals;
    if (!first || (second && second.atMs > first.atMs + 1_000)) return undefined;
    const isGivenUp = posts(played).some(
      ({ result, atMs }) => atMs < first.atMs && 'code' in result && result.code === 'aborted' && played.endedMs < first.atMs + 3_000,
    );
    return isGivenUp ? 'it was given up before' : undefined;
  },
  'G4 the exit code says what the outcome says': (played) => {
    const outcome = outcomeOf(played);
    const decision = failsStep[outcome];
    const isRed = decision === 'by-policy' ? played.inputs['if-nothing-to-cancel'] === 'error' : decision;
    const codes = played.signals.filter(({ atMs }) => atMs <= played.endedMs).map(({ code }) => code);
    return (isRed ? [1, ...codes] : [0]).includes(played.exitCode) ? undefined : `${outcome} ended with ${played.exitCode}`;
  },
  'G4 "canceled" is true': (played) => {
    const { operations, cancels } = played.marketplace;
    if (outcomeOf(played) !== 'canceled') return undefined;
    const ours = fenceOf(played) ?? cancels.find(({ hit }) => hit)?.hit ?? operations.at(-1);
    if (isOnTheWordAlone(played)) return posts(played).some(({ isProcessed }) => isProcessed) ? undefined : 'the service gave no word';
    return ours?.state === 'canceled' ? undefined : `the operation is ${ours?.state}`;
  },
  'F2 what is canceled on the word alone is a warning, and is not called proved': (played) => {
    if (outcomeOf(played) !== 'canceled' || !isOnTheWordAlone(played)) return undefined;
    const text = played.printed.join('\n');
    if (/proved|confirmed/i.test(text)) return 'it is called proved';
    return /^warning: .*word alone/m.test(text) ? undefined : 'there is no warning';
  },
  'G4 "accepted" is true': (played) => {
    if (outcomeOf(played) !== 'accepted') return undefined;
    const isProcessed = played.marketplace.cancels.length > 0;
    return played.inputs['wait'] === 'false' && isProcessed ? undefined : 'no cancel was processed, or it was not asked for';
  },
  'G4 "planned" and a dry run send nothing': (played) =>
    (outcomeOf(played) === 'planned' || played.inputs['dry-run'] === 'true') && posts(played).length > 0 ? 'a cancel was sent' : undefined,
  'G4 "nothing-to-cancel" is true': (played) => {
    if (outcomeOf(played) !== 'nothing-to-cancel') return undefined;
    const fence = fenceOf(played);
    if (posts(played).length > 0) return fence && fence.state !== 'failed' ? `the operation is ${fence.state}` : undefined;
    const guard = played.inputs['operation-id'];
    const isSeen = played.exchanges.some(({ isProcessed, runningId }) => isProcessed && (guard ? runningId !== guard : !runningId));
    return isSeen ? undefined : 'an operation ran at every look';
  },
  '"too-late" is true': (played) => {
    const fence = fenceOf(played) ?? played.marketplace.operations.find(({ id }) => id === played.inputs['operation-id']);
    return outcomeOf(played) === 'too-late' && fence && fence.state !== 'succeeded' ? `the operation is ${fence.state}` : undefined;
  },
  '"mismatch" cancels nothing': (played) =>
    outcomeOf(played) === 'mismatch' && posts(played).length > 0 ? 'a cancel was sent' : undefined,
  'a cancel that may have counted is never "failed" without a reason, and is reported': (played) => {
    if (!posts(played).some(mayHaveCounted)) return undefined;
    const isTold = /A cancel was sent|is canceled|accepted|word alone/.test(messageOf(played));
    return isTold ? undefined : `the message does not tell of it: ${messageOf(played)}`;
  },
  'F12 where no byte of a cancel left this machine, the message does not say that one was sent': (played) =>
    !posts(played).some(mayHaveLeft) && /A cancel was sent/.test(messageOf(played)) ? messageOf(played) : undefined,
  'G5 every output is there, early ones too': ({ outputs, writes }) =>
    Object.keys(outputs).length === 7 && writes[0]?.outcome === 'failed' ? undefined : 'outputs are missing',
  'G5 before a cancel may leave the outputs say "failed", then "unknown", from a signal on "interrupted"': (played) => {
    const { writes } = played;
    const early = writes.slice(0, -1).map(({ outcome }) => outcome);
    const first = played.signals.find(({ atMs }) => atMs <= played.endedMs);
    if (posts(played).some(mayHaveLeft) && !early.includes('unknown')) return `they said ${early.join()}`;
    if (!first) return early.includes('interrupted') ? `they said ${early.join()}` : undefined;
    const isLast = first.atMs === played.endedMs;
    const isTold = writes.some(({ atMs, outcome }) => atMs === first.atMs && outcome === 'interrupted');
    return isLast || isTold ? undefined : 'the signal changed nothing';
  },
  'G5 the status code is that of the last reply to a cancel': (played) => {
    const last = posts(played)
      .map(({ result }) => result.status)
      .findLast((status) => status !== undefined);
    return played.outputs['status-code'] === String(last ?? '') ? undefined : `${played.outputs['status-code']} instead of ${last}`;
  },
  'G6 no token and no address in anything that is left': ({ printed, outputs, token }) => {
    const text = [...printed, ...Object.values(outputs)].join('\n');
    return /@contoso/.test(text) || text.includes(token) ? 'one is' : undefined;
  },
  'G8 at most one error and three warnings': ({ printed }) => {
    const errors = printed.filter((line) => line.startsWith('error:')).length;
    const warnings = printed.filter((line) => line.startsWith('warning:')).length;
    return errors > 1 || warnings > 3 ? `${errors} errors, ${warnings} warnings` : undefined;
  },
  'G8 a list of more than 1 MiB is asked for once': ({ exchanges }) => {
    const long = exchanges.filter(
      ({ url, result }) => /\/submissions\/\?(?!.*status=)/.test(url) && 'code' in result && result.code === 'too-large',
    );
    return long.length > 1 ? `${long.length} times` : undefined;
  },
};

/** The guarantees that a run broke. */
export function violations(played: Played): readonly string[] {
  return Object.entries(guarantees).flatMap(([name, check]) => {
    const broken = check(played);
    return broken === undefined ? [] : [`${name}: ${broken}`];
  });
}
