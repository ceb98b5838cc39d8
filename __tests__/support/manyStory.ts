import { afterEach, beforeEach, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { oidcPath } from '../../src/sandbox/signIn.ts';
import { createFakeClock, startWallMs } from './fakeClock.ts';
import { entry, page } from './offer.ts';
import { type FakeHost, runStep, type StepResult } from './step.ts';
import { reply, silence } from './wire.ts';

/** Many steps at once need one time for all of them: the real clock on timers of ours. */
export function useTimersOfOurs(): void {
  beforeEach(() => void vi.useFakeTimers({ now: startWallMs, toFake: ['setTimeout', 'clearTimeout', 'Date', 'hrtime'] }));
  afterEach(() => void vi.useRealTimers());
}

export const LIST = 'look';
export const CANCEL = 'cancel';
export const PAGE = 'page';
export const latencyMs = 100;

export const list = reply(200, [entry('running')]);
export const running = reply(200, page('running'));
export const canceled = reply(200, page('canceled'));
export const succeeded = reply(200, page('succeeded'));
export const forbidden = reply(403, { error: { code: 'Forbidden', message: 'No.' } });

type Answer = Reply | NoReply | Error;
/** What the service answers to one offer, turn by turn, the last for ever. */
export type Fate = Readonly<Partial<Record<typeof LIST | typeof CANCEL | typeof PAGE, Answer | readonly Answer[]>>>;

const good: Fate = { [LIST]: list, [CANCEL]: reply(202), [PAGE]: canceled };
export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `o${index}`);

export interface Departure {
  readonly offerId: string;
  readonly name: string;
  readonly atMs: number;
  readonly method: string;
}

/** A service for many offers. Every request takes 100 ms, if it may; one that is answered `silence` takes its whole time limit. */
function marketplace(fates: Readonly<Record<string, Fate>>, hooks: { readonly onRequest?: (left: readonly Departure[]) => void } = {}) {
  const left: Departure[] = [];
  const turns = new Map<string, number>();
  const startMs = systemClock.nowMs();
  let inFlight = 0;
  let most = 0;
  const next = (offerId: string, name: string): Answer => {
    const answers: readonly Answer[] = [{ ...good, ...fates[offerId] }[name as keyof Fate] ?? []].flat();
    const key = `${offerId} ${name}`;
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return answers[Math.min(turn, answers.length - 1)] ?? new Error(`no answer to ${key}`);
  };
  const transport = async ({ method, url, timeoutMs }: Request, signal: AbortSignal): Promise<Reply | NoReply> => {
    if (signal.aborted) return { sent: false, code: 'aborted' };
    const { offerId, name, token } = read(method, url);
    left.push({ offerId, name, atMs: systemClock.nowMs() - startMs, method });
    inFlight += 1;
    most = Math.max(most, inFlight);
    hooks.onRequest?.(left);
    const answer = token ?? next(offerId, name);
    await systemClock.sleep(answer === silence ? timeoutMs : Math.min(latencyMs, timeoutMs), signal);
    inFlight -= 1;
    if (answer instanceof Error) throw answer;
    if (timeoutMs < latencyMs) return silence;
    return signal.aborted ? { sent: true, code: 'aborted' } : answer;
  };
  return { transport, requests: [], sent: [], left, most: () => most };
}

/** What a request is about; for a sign-in its answer too. */
function read(method: string, url: string): { readonly offerId: string; readonly name: string; readonly token: Reply | undefined } {
  const { pathname } = new URL(url);
  const [, offerId = '', rest = ''] = /\/offers\/([^/]+)\/(.*)/.exec(pathname) ?? [];
  if (offerId === '') return { offerId, name: 'sign-in', token: tokenFor(pathname) };
  const name = method === 'POST' ? CANCEL : rest.startsWith('operations') ? PAGE : LIST;
  return { offerId, name, token: undefined };
}

function tokenFor(path: string): Reply {
  const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url');
  if (path === oidcPath) {
    const claims = { sub: 'repo:contoso/offers', iss: 'https://token.actions.githubusercontent.com', aud: 'api://AzureADTokenExchange' };
    return reply(200, { value: `${part({ alg: 'RS256' })}.${part(claims)}.signature` });
  }
  if (!path.endsWith('/v2.0/token')) return forbidden;
  return reply(200, {
    token_type: 'Bearer',
    expires_in: 3599,
    access_token: `${part({})}.${part({ aud: 'https://cloudpartner.azure.com' })}.sig`,
  });
}

export interface Options {
  readonly fates?: Readonly<Record<string, Fate>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly host?: FakeHost;
  readonly proxyHost?: (url: string) => string;
  readonly onRequest?: (left: readonly Departure[]) => void;
}

interface Outcome {
  readonly offerId: string;
  readonly outcome: string;
  readonly message: string;
  readonly statusCode: number | null;
}

/** A whole step for these offers, and all that came of it. */
export async function cancelAll(offerIds: readonly string[], { fates = {}, onRequest, inputs = {}, ...rest }: Options = {}) {
  const wire = marketplace(fates, onRequest ? { onRequest } : {});
  const clock = { ...createFakeClock(), ...systemClock, random: () => 1 };
  const startMs = clock.nowMs();
  let endedAtMs = Number.NaN;
  /** The outputs when the process ends; after that nothing counts. */
  let outputs: Readonly<Record<string, string>> = {};
  const done = runStep({ wire, clock, inputs: { 'offer-id': offerIds.join('\n'), 'timeout-minutes': '5', ...inputs }, ...rest });
  void done.then((step) => {
    outputs = { ...step.outputs };
    endedAtMs = clock.nowMs() - startMs;
  });
  await vi.advanceTimersByTimeAsync(400_000);
  const step: StepResult = await done;
  const results = JSON.parse(outputs['results'] ?? '') as Outcome[];
  const early = step.written.filter((value) => value.startsWith('[')).map((value) => JSON.parse(value) as Outcome[]);
  return { ...step, ...wire, outputs, results, early, endedAtMs, outcomes: results.map(({ offerId, outcome }) => `${offerId} ${outcome}`) };
}

export const annotations = (lines: readonly string[]): string[] => lines.filter((line) => /^(error|warning):/.test(line));
