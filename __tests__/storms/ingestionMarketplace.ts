import type { WireReply } from '../../src/sandbox/wire.ts';
import { type ApiMarketplace, json, productId, type TrueCancel, type TrueState } from './apiMarketplace.ts';
import type { Prng } from './prng.ts';

/** A job, and the submission that it publishes. What counts in the end is the submission: a job may be canceled when its submission can be stopped no more. */
interface Job {
  readonly id: string;
  readonly number: string;
  readonly startedMs: number;
  state: TrueState;
  /** What the job says of itself. */
  says: TrueState;
  /** What its submission says; `gone`: it is not listed any more. */
  submission: TrueState | 'gone';
  readonly next: { readonly atMs: number; happen(): unknown }[];
}

const root = '/rp/product-ingestion';
const never = Number.POSITIVE_INFINITY;
const missing = json(404, { error: { code: 'notFound', message: 'The resource was not found.' } });
const completed = json(400, { error: { code: 'badRequest', message: 'Cannot cancel job, job has already completed.' } });
const words: Readonly<Record<TrueState, readonly [string, string]>> = {
  running: ['running', 'pending'],
  canceled: ['completed', 'cancelled'],
  succeeded: ['completed', 'succeeded'],
  failed: ['completed', 'failed'],
  draft: ['completed', 'succeeded'],
};

const time = (ms: number): string => new Date(Date.UTC(2026, 0, 31) + ms).toISOString();
export const jobOf = (number: number): string => `b7f6e1c2-4d3a-4f0b-9c58-${String(number).padStart(12, '0')}`;

/** A product with a random history: jobs that end by themselves, cancels that are quick, slow, partial or without effect, and a publish that follows. */
export function createIngestionMarketplace(dice: Prng, clock: { nowMs(): number }): ApiMarketplace {
  const jobs: Job[] = [];
  const cancels: TrueCancel[] = [];
  const effectMs = dice.pick([0, 0, 3_000, 60_000, 170_000, 2_000_000]);
  const lagMs = dice.pick([0, 0, 4_000, 90_000, 2_000_000]);
  const isSound = dice.chance(0.9);
  /** The cancel ends the job, and its submission goes on: it was past the point where it could be stopped. */
  const isPartial = dice.chance(0.15);
  const isRepublishing = dice.chance(0.2);
  const isListedAfterwards = dice.chance(0.5);
  const accepts = dice.pick([200, 202]);
  const target = dice.chance(0.1) ? 'draft' : dice.pick(['preview', 'live']);
  const uri = dice.chance(0.1) ? 'another' : dice.pick(['', 'ours']);
  let wasIdle = false;
  let beginMs = never;

  const after = (job: Job, ms: number, happen: () => unknown): void => void job.next.push({ atMs: clock.nowMs() + ms, happen });
  /** The submission ends first, and its job says so a moment later. */
  const endAs = (job: Job, state: 'succeeded' | 'failed', lateMs = dice.pick([0, 2_000])): void => {
    job.submission = state;
    /** What fails after its job was canceled is canceled as well as failed. */
    job.state = state === 'failed' && job.says === 'canceled' ? 'canceled' : state;
    const say = (): void => {
      if (job.says === 'running') job.says = state;
    };
    if (target === 'draft' || lateMs === 0) say();
    else after(job, lateMs, say);
    if (isRepublishing) beginMs = clock.nowMs() + dice.between(0, 20_000);
  };
  const begin = (): void => {
    const number = jobs.length + 1;
    const startedMs = clock.nowMs();
    const job: Job = {
      id: jobOf(number),
      number: `1152921505697735${number}`,
      startedMs,
      state: 'running',
      says: 'running',
      submission: 'running',
      next: [],
    };
    if (dice.chance(0.4))
      after(
        job,
        dice.between(0, dice.pick([500, 5_000, 600_000])),
        () => job.submission === 'running' && endAs(job, dice.pick(['succeeded', 'succeeded', 'failed'])),
      );
    jobs.push(job);
  };
  begin();
  if (dice.chance(0.1)) endAs(jobs[0] as Job, dice.pick(['succeeded', 'failed']), 0);

  const settle = (): void => {
    for (const job of jobs)
      for (let due = firstDue(job); due; due = firstDue(job)) {
        job.next.splice(job.next.indexOf(due), 1);
        due.happen();
      }
    if (beginMs > clock.nowMs()) return;
    beginMs = never;
    begin();
  };
  const firstDue = ({ next }: Job): Job['next'][number] | undefined =>
    next.toSorted((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= clock.nowMs());

  /** What a job for the draft only has done is nothing that could go live. */
  const stopped = (job: Job): void => {
    if (job.submission !== 'running') return;
    job.submission = isListedAfterwards ? 'failed' : 'gone';
    job.state = 'canceled';
    if (isRepublishing) beginMs = clock.nowMs() + dice.between(0, 20_000);
  };
  const stop = (job: Job): void => {
    if (job.says !== 'running') return;
    job.says = 'canceled';
    /** Its submission failed a moment ago, and nothing of it goes live. */
    if (job.submission === 'failed') job.state = 'canceled';
    if (target === 'draft') stopped(job);
    else if (isPartial) after(job, dice.between(0, 100_000), () => job.submission === 'running' && endAs(job, 'succeeded'));
    else after(job, lagMs, () => stopped(job));
  };
  const cancel = (job: Job): WireReply => {
    const isRunning = job.says === 'running';
    cancels.push({ atMs: clock.nowMs(), id: job.id, was: job.says, status: isRunning ? accepts : 400, isOurs: uri !== 'another' });
    if (!isRunning) return completed;
    if (isSound) after(job, effectMs, () => stop(job));
    settle();
    return json(accepts, accepts === 200 ? page(job) : '');
  };
  const page = ({ id, says, startedMs }: Job): object => ({
    jobId: id,
    jobStatus: words[says][0],
    jobResult: words[says][1],
    jobStart: time(startedMs),
    ...(uri === '' ? {} : { resourceUri: `product/${uri === 'ours' ? productId : jobOf(999)}` }),
    errors: [],
  });
  const list = (): WireReply => {
    const shown = target === 'draft' ? [] : jobs.filter(({ submission }) => submission !== 'gone');
    if (!shown.some(({ submission }) => submission === 'running')) wasIdle = true;
    const value = shown.map(({ number, submission, startedMs }) => {
      const [status, result] = words[submission === 'gone' ? 'failed' : submission];
      return { id: `submission/${productId}/${number}`, target: { targetType: target }, status, result, created: time(startedMs) };
    });
    const live = { id: `submission/${productId}/7`, target: { targetType: 'live' }, status: 'completed', result: 'succeeded' };
    return json(200, { value: [{ id: `submission/${productId}/0`, target: { targetType: 'draft' } }, live, ...value] });
  };

  return {
    operations: jobs,
    cancels,
    wasSeenIdle: () => wasIdle,
    running: () => jobs.find(({ state }) => state === 'running'),
    settle,
    answer: ({ method, path }) => {
      settle();
      const { pathname } = new URL(path, 'http://marketplace');
      if (pathname === `${root}/product`) return json(200, { value: [{ id: `product/${productId}` }] });
      if (pathname === `${root}/submission/${productId}`) return list();
      const [, id, what] = /^\/rp\/product-ingestion\/configure\/([^/]+)(|\/status|\/cancel)$/.exec(pathname) ?? [];
      const job = jobs.find((one) => one.id === id);
      if (!job) return missing;
      if (what === '/cancel') return method === 'POST' ? cancel(job) : missing;
      return what === '/status' ? json(200, page(job)) : json(200, { resources: [{ target: { targetType: target } }] });
    },
  };
}
