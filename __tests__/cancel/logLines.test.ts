import { describe, expect, it } from 'vitest';
import { canceled, noWait, running, runs } from '../support/cancelStory.ts';
import { CANCEL, fence, LINK, linkPath, PAGE, page } from '../support/offer.ts';
import {
  CANCEL_JOB,
  DELETE,
  JOB,
  job,
  jobPage,
  older,
  otherProduct,
  PUBLISHED,
  product,
  publishOf,
  SUBMISSION,
  SUBMISSIONS,
  shown,
  running as submission,
} from '../support/product.ts';
import { runStep, type StepOptions } from '../support/step.ts';
import { reply, type Script, scripted } from '../support/wire.ts';

/** What one step writes to the log, without the times, as far as it matches. */
async function linesOf(script: Script, inputs: StepOptions['inputs'] = {}, wanted = /./): Promise<readonly string[]> {
  const { runner } = await runStep({ wire: scripted(script), inputs });
  return runner.lines.map((line) => line.replace(/^ *[\d.]+ s {2}/, '')).filter((line) => wanted.test(line));
}

const portal = { ...runs, [CANCEL]: reply(202), [PAGE]: [running, canceled] };
const bySubmission = { api: 'submission', 'publisher-id': '', 'offer-id': product };
const submissions = {
  [SUBMISSIONS]: [reply(200, { value: [...older, shown(submission)] }), reply(200, { value: [...older] })],
  [SUBMISSION]: [reply(200, shown(submission)), reply(200, shown(submission, 'InProgress', 'Cancelled'))],
  [DELETE]: reply(202),
};
const byJob = { api: 'product-ingestion', 'publisher-id': '', 'offer-id': product, 'operation-id': job };
const busy = reply(200, jobPage('running'));
const jobs = {
  [JOB]: [busy, busy, reply(200, jobPage('completed', 'cancelled'))],
  [PUBLISHED]: [
    reply(200, { value: [publishOf(submission)] }),
    reply(200, { value: [publishOf(submission)] }),
    reply(200, { value: [publishOf(submission, 'completed', 'failed')] }),
  ],
  [CANCEL_JOB]: reply(202),
};

describe('what is awaited after an acceptance, and until when', () => {
  const usual = 'Waiting until the operation has ended, which usually takes one to three minutes. Deadline: ';
  it.each<{ name: string; script: Script; inputs?: StepOptions['inputs']; lines: readonly string[] }>([
    { name: 'with 15 minutes', script: portal, lines: [`${usual}12:15:00 UTC`] },
    { name: 'with one minute', script: portal, inputs: { 'timeout-minutes': '1' }, lines: [`${usual}12:01:00 UTC`] },
    {
      name: 'the deadline counts from the start',
      script: { ...portal, [CANCEL]: [reply(429, '', { 'retry-after': '20' }), reply(202)] },
      lines: [`${usual}12:15:00 UTC`],
    },
    {
      name: 'with a link',
      script: { ...portal, [CANCEL]: reply(202, '', { location: linkPath }), [LINK]: reply(200, page('succeeded')) },
      lines: [`${usual}12:15:00 UTC`],
    },
    {
      name: 'of an API whose usual time is not known',
      script: submissions,
      inputs: bySubmission,
      lines: ['Waiting until the submission has ended. Deadline: 12:15:00 UTC'],
    },
    { name: 'of a job', script: jobs, inputs: byJob, lines: ['Waiting until the job has ended. Deadline: 12:15:00 UTC'] },
    { name: 'not with wait: false', script: portal, inputs: noWait, lines: [] },
    { name: 'not when the service has canceled it already', script: { ...portal, [CANCEL]: reply(200), [PAGE]: canceled }, lines: [] },
    { name: 'not after a refusal', script: { ...portal, [CANCEL]: reply(403), [PAGE]: running }, lines: [] },
    { name: 'not in a dry run', script: portal, inputs: { 'dry-run': 'true' }, lines: [] },
    { name: 'not of several offers', script: portal, inputs: { 'offer-id': 'a\nb' }, lines: [] },
  ])('$name', async ({ script, inputs, lines }) => {
    expect(await linesOf(script, inputs, /Waiting/)).toStrictEqual(lines);
  });
});

describe('what guards the cancel', () => {
  const unguarded = 'No operation-id was given, so there is no guard: the service cancels whatever runs when it gets the request';
  it.each<{ name: string; script: Script; inputs?: StepOptions['inputs']; lines: readonly string[] }>([
    { name: 'nothing', script: portal, lines: [unguarded] },
    { name: 'operation-id', script: portal, inputs: { 'operation-id': fence }, lines: ['It is the operation that operation-id names'] },
    { name: 'the request, which names the submission', script: submissions, inputs: bySubmission, lines: [] },
    {
      name: 'the submission that operation-id names',
      script: submissions,
      inputs: { ...bySubmission, 'operation-id': submission },
      lines: ['It is the submission that operation-id names'],
    },
    { name: 'the job that operation-id names', script: jobs, inputs: byJob, lines: ['It is the job that operation-id names'] },
    { name: 'a dry run sends nothing', script: portal, inputs: { 'dry-run': 'true' }, lines: [] },
    { name: 'nothing of several offers, said once', script: portal, inputs: { 'offer-id': 'a\nb' }, lines: [unguarded] },
    {
      name: 'the requests for several offers, which name their submissions',
      script: submissions,
      inputs: { ...bySubmission, 'offer-id': `${product}\n${otherProduct}` },
      lines: [],
    },
  ])('$name', async ({ script, inputs, lines }) => {
    expect(await linesOf(script, inputs, /guard|operation-id names/)).toStrictEqual(lines);
  });
});
