import { describe, expect, it } from 'vitest';
import { canceled, noWait, running, runs } from '../support/cancelStory.ts';
import { CANCEL, entry, fence, LINK, LIST, linkPath, PAGE, page, STATUS } from '../support/offer.ts';
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
import { refusedConnection, reply, type Script, scripted, silence } from '../support/wire.ts';

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

describe('what the reply to the cancel is called', () => {
  const asking = `Asking to cancel operation ${fence} (publish, staging)`;
  const notSent = 'The cancel was not sent: no connection (ECONNREFUSED)';
  const it202 = 'The service accepted the cancel: HTTP 202';
  const wanted = /^(Asking|The (service|cancel|answer) |No answer)/;
  it.each<{ name: string; script: Script; inputs?: StepOptions['inputs']; lines: readonly string[] }>([
    { name: 'accepted', script: { ...portal, [CANCEL]: reply(202) }, lines: [asking, it202] },
    {
      name: 'done',
      script: { ...portal, [CANCEL]: reply(200), [PAGE]: canceled },
      lines: [asking, 'The service accepted the cancel: HTTP 200'],
    },
    { name: 'refused', script: { ...portal, [CANCEL]: reply(403) }, lines: [asking, 'The service refused the cancel: HTTP 403'] },
    { name: 'a conflict', script: { ...portal, [CANCEL]: reply(409) }, lines: [asking, 'The service refused the cancel: HTTP 409'] },
    { name: 'another ETag', script: { ...portal, [CANCEL]: reply(412) }, lines: [asking, 'The service refused the cancel: HTTP 412'] },
    {
      name: 'something on the way',
      script: { ...portal, [CANCEL]: reply(302) },
      lines: [asking, 'The cancel was not answered by the service: HTTP 302'],
    },
    {
      name: 'busy, and accepted after a pause',
      script: { ...portal, [CANCEL]: [reply(429, '', { 'retry-after': '20' }), reply(202)] },
      lines: [asking, 'The service did not process the cancel: HTTP 429', 'Asking again in 20 s', asking, it202],
    },
    {
      name: 'an error, then it runs, then accepted',
      script: { ...portal, [CANCEL]: [reply(502), reply(202)], [PAGE]: [running, running, canceled] },
      lines: [
        asking,
        'The answer does not say whether the cancel was processed: HTTP 502',
        'Asking again, since the operation still runs',
        asking,
        it202,
      ],
    },
    {
      name: 'silence, and it has been canceled',
      script: { ...portal, [CANCEL]: silence, [PAGE]: canceled },
      lines: [asking, 'No answer to the cancel came: no reply in time'],
    },
    {
      name: 'no connection',
      script: { ...portal, [CANCEL]: [refusedConnection, refusedConnection, refusedConnection, refusedConnection] },
      lines: [notSent, 'Asking again in 1 s', notSent, 'Asking again in 1 s', notSent, 'Asking again in 2 s', notSent].flatMap((line) =>
        line === notSent ? [asking, line] : [line],
      ),
    },
    {
      name: 'nothing was sent, since it does not run any more',
      script: { ...submissions, [SUBMISSION]: reply(404) },
      inputs: bySubmission,
      lines: ['The cancel was not sent: HTTP 404'],
    },
    {
      name: 'of a target without an id',
      script: { [LIST]: reply(404), [STATUS]: [running, canceled], [CANCEL]: reply(202) },
      lines: ['Asking to cancel whatever operation runs', it202],
    },
  ])('$name', async ({ script, inputs, lines }) => {
    expect(await linesOf(script, inputs, wanted)).toStrictEqual(lines);
  });
});

describe('what is said of a list that does not help', () => {
  const without = 'The step goes on without knowing which operation runs';
  const set = '. Set operation-id to be sure';
  const tooLong = 'The list of operations is too long to be read whole, so the service was asked for what runs only';
  it.each<{ name: string; script: Script; inputs?: StepOptions['inputs']; lines: readonly string[] }>([
    {
      name: 'the status says more',
      script: { [LIST]: reply(404), [STATUS]: [running, canceled], [CANCEL]: reply(202) },
      lines: [`warning: The list of operations cannot be used (HTTP 404), the offer's status is "running". ${without}${set}`],
    },
    {
      name: 'nor does the status',
      script: { [LIST]: reply(404), [STATUS]: reply(405), [CANCEL]: reply(202) },
      lines: [`warning: The list of operations cannot be used (HTTP 404), nor can the offer's status: HTTP 405. ${without}${set}`],
    },
    {
      name: 'of several offers, where operation-id does not go',
      script: { [LIST]: reply(404), [STATUS]: [running, running, canceled], [CANCEL]: reply(202) },
      inputs: { 'offer-id': 'a\nb' },
      lines: ['a', 'b'].map(
        (offer) => `warning: ${offer}: The list of operations cannot be used (HTTP 404), the offer's status is "running". ${without}`,
      ),
    },
    {
      name: 'it is too long, and shows what runs when asked for that only',
      script: { ...portal, [LIST]: [{ sent: true, code: 'too-large', status: 200 }, reply(200, [entry('running')])] },
      lines: [`warning: ${tooLong}${set}`],
    },
  ])('$name', async ({ script, inputs, lines }) => {
    expect(await linesOf(script, inputs, /The list of operations/)).toStrictEqual(lines);
  });
});

it('an offer that turns out never to have been published', async () => {
  const script = {
    [LIST]: reply(404),
    [STATUS]: [reply(500), reply(500), reply(500), reply(500), reply(200, page('neverPublished'))],
    [CANCEL]: reply(202),
  };
  expect(await linesOf(script, {}, /^The offer/)).toStrictEqual(['The offer was never published']);
});
