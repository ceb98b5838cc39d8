import { describe, expect, it } from 'vitest';
import { CANCEL, entry, fence, LINK, LIST, link, linkPath, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted, silence } from '../support/wire.ts';

interface Row {
  readonly name: string;
  readonly script: Parameters<typeof scripted>[0];
  readonly inputs?: Record<string, string>;
  readonly outcome: string;
  /** The requests after the cancel. */
  readonly after: readonly string[];
  readonly message?: RegExp;
  readonly warnings?: readonly string[];
}

const running = reply(200, page('running'));
const canceled = reply(200, page('canceled'));
const ended = reply(200, page('succeeded'));
const failed = reply(200, page('failed'));
const withLink = { [LIST]: reply(200, [entry('running')]), [CANCEL]: reply(202, '', { location: linkPath }) };
const withoutLink = { [LIST]: reply(200, [entry('running')]), [CANCEL]: reply(202) };
const minute = { 'timeout-minutes': '1' };
const notFollowed = 'warning: The address that came with the reply is not one of an operation of this offer, and is not followed';

const rows: readonly Row[] = [
  {
    name: 'PS-06 the link succeeds, the operation is canceled',
    script: { ...withLink, [LINK]: [running, ended], [PAGE]: canceled },
    outcome: 'canceled',
    after: [`${LINK} ×2`, PAGE],
  },
  {
    name: 'PS-06 the link succeeds, the operation runs on: waited for',
    script: { ...withLink, [LINK]: ended, [PAGE]: [running, running, canceled] },
    outcome: 'canceled',
    after: [LINK, `${PAGE} ×3`],
  },
  {
    name: 'RC-05 the link succeeds, the operation has succeeded',
    script: { ...withLink, [LINK]: ended, [PAGE]: ended },
    outcome: 'too-late',
    after: [LINK, PAGE, LIST],
  },
  {
    name: 'PS-07 the link fails, the operation runs on',
    script: { ...withLink, [LINK]: failed, [PAGE]: running },
    outcome: 'failed',
    after: [LINK, PAGE],
    message: /The cancellation itself failed, and the operation goes on\. A cancel was sent \(HTTP 202\)\./,
  },
  {
    name: 'the link fails, the operation is canceled all the same',
    script: { ...withLink, [LINK]: failed, [PAGE]: canceled },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'PS-07 the operation fails by itself',
    script: { ...withoutLink, [PAGE]: failed },
    outcome: 'nothing-to-cancel',
    after: [PAGE, LIST],
    message: /Nothing goes live by this operation/,
  },
  {
    name: 'ST-202c no Location: the operation is watched',
    script: { ...withoutLink, [PAGE]: [running, canceled] },
    outcome: 'canceled',
    after: [`${PAGE} ×2`],
  },
  {
    name: 'ST-202d 202 whose body says succeeded proves nothing',
    script: { ...withoutLink, [CANCEL]: reply(202, page('succeeded')), [PAGE]: [running, canceled] },
    outcome: 'canceled',
    after: [`${PAGE} ×2`],
  },
  {
    name: 'ST-202b the Location is in the body',
    script: { ...withoutLink, [CANCEL]: reply(202, { operationLocation: linkPath }), [LINK]: ended, [PAGE]: canceled },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'ST-202b the body holds an id',
    script: { ...withoutLink, [CANCEL]: reply(202, { id: link }), [LINK]: ended, [PAGE]: canceled },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'Operation-Location, absolute and without api-version',
    script: {
      ...withoutLink,
      [CANCEL]: reply(202, '', { 'operation-location': `http://127.0.0.1:1${linkPath.split('?')[0]}` }),
      [LINK]: ended,
      [PAGE]: canceled,
    },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'LO-16 the header is unsafe, the body is not',
    script: {
      ...withoutLink,
      [CANCEL]: reply(202, { location: linkPath }, { location: 'https://evil.example/x' }),
      [LINK]: ended,
      [PAGE]: canceled,
    },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'a $ path of an offer that was not migrated',
    script: {
      ...withoutLink,
      [CANCEL]: reply(202, '', { location: '/api/operations/contoso$contoso-vm$2$preview?api-version=2017-10-31' }),
      'GET /api/operations/contoso$contoso-vm$2$preview': [running, ended],
      [PAGE]: canceled,
    },
    outcome: 'canceled',
    after: ['GET /api/operations/contoso$contoso-vm$2$preview ×2', PAGE],
  },
  {
    name: 'the link is the operation itself',
    script: { ...withoutLink, [CANCEL]: reply(202, '', { location: linkPath.replace(link, fence) }), [PAGE]: [running, canceled] },
    outcome: 'canceled',
    after: [`${PAGE} ×2`],
  },
  ...[
    'https://evil.example/api/publishers/contoso/offers/contoso-vm/operations/x',
    '//evil.example/',
    '/api/publishers/victim/offers/contoso-vm/operations/1',
    '/api/publishers/contoso/offers/contoso-vm/cancel',
  ].map((location) => ({
    name: `LO-04, LO-10 ${location} is not followed`,
    script: { ...withoutLink, [CANCEL]: reply(202, '', { location }), [PAGE]: canceled },
    outcome: 'canceled',
    after: [PAGE],
    warnings: [notFollowed],
  })),
  {
    name: 'PS-10 the link moves on',
    script: {
      ...withLink,
      [LINK]: reply(202, '', { location: linkPath.replace('408a', '999a') }),
      [`GET operations/${link.replace('408a', '999a')}`]: ended,
      [PAGE]: canceled,
    },
    outcome: 'canceled',
    after: [LINK, `GET operations/${link.replace('408a', '999a')}`, PAGE],
  },
  {
    name: 'PS-11 the link would move to another origin: it stays',
    script: { ...withLink, [LINK]: [reply(202, '', { location: 'https://evil.example/' }), ended], [PAGE]: canceled },
    outcome: 'canceled',
    after: [`${LINK} ×2`, PAGE],
  },
  ...[400, 401, 403, 405, 410].map((status) => ({
    name: `PS-15 the link answers ${status}: the operation is watched at once`,
    script: { ...withLink, [LINK]: reply(status), [PAGE]: canceled },
    outcome: 'canceled',
    after: [LINK, PAGE],
  })),
  ...[404, 500, 429, 302, 304, 418].map((status) => ({
    name: `PS-18 the link answers ${status} three times`,
    script: { ...withLink, [LINK]: reply(status), [PAGE]: canceled },
    outcome: 'canceled',
    after: [`${LINK} ×3`, PAGE],
  })),
  {
    name: 'PS-18 the link is not there at first',
    script: { ...withLink, [LINK]: [reply(404), reply(404), running, reply(404), reply(404), ended], [PAGE]: canceled },
    outcome: 'canceled',
    after: [`${LINK} ×6`, PAGE],
  },
  {
    name: 'the link was never published',
    script: { ...withLink, [LINK]: reply(200, page('neverPublished')), [PAGE]: canceled },
    outcome: 'canceled',
    after: [LINK, PAGE],
  },
  {
    name: 'PS-20 looks fail now and then',
    script: {
      ...withoutLink,
      [PAGE]: [reply(500), silence, canceled],
      [LIST]: [reply(200, [entry('running')]), reply(503), reply(200, [])],
    },
    outcome: 'canceled',
    after: [PAGE, LIST, PAGE, LIST, PAGE],
  },
  {
    name: 'the page is not served: the list is',
    script: {
      ...withoutLink,
      [PAGE]: reply(404),
      [LIST]: [reply(200, [entry('running')]), reply(200, [entry('running')]), reply(200, [entry('canceled')])],
    },
    outcome: 'canceled',
    after: [PAGE, `${LIST} ×2`],
  },
  {
    name: 'PS-05 the page is an array of one',
    script: { ...withoutLink, [PAGE]: reply(200, [page('canceled')]) },
    outcome: 'canceled',
    after: [PAGE],
  },
  {
    name: 'PS-05 the page is an array of two',
    script: { ...withoutLink, [PAGE]: reply(200, [page('running', { id: link }), page('canceled', { id: fence })]) },
    outcome: 'canceled',
    after: [PAGE],
  },
  {
    name: 'PS-22 the page shows another operation: not believed',
    script: {
      ...withoutLink,
      [PAGE]: [reply(200, page('canceled', { id: link })), canceled],
      [LIST]: [reply(200, [entry('running')]), reply(200, [])],
    },
    outcome: 'canceled',
    after: [PAGE, LIST, PAGE],
  },
  {
    name: 'PS-03 an unknown word means running',
    script: { ...withoutLink, [PAGE]: [reply(200, page('Hibernating')), canceled] },
    outcome: 'canceled',
    after: [`${PAGE} ×2`],
  },
  ...[3, null, {}, [], ' ', 'x'.repeat(101)].map((status) => ({
    name: `PS-04 a state that is none (${JSON.stringify(status).slice(0, 10)})`,
    script: { ...withoutLink, [PAGE]: [reply(200, page(status)), canceled], [LIST]: [reply(200, [entry('running')]), reply(500)] },
    outcome: 'canceled',
    after: [PAGE, LIST, PAGE],
  })),
  {
    name: 'PS-17 the rights are taken away',
    script: { ...withoutLink, [PAGE]: reply(403) },
    outcome: 'unknown',
    after: [PAGE],
    message:
      /The cancel was accepted and is not confirmed: HTTP 403\. A cancel was sent \(HTTP 202\)\. The offer can still go live\. Give the application its role in the publisher's account back\. Run the step again/,
  },
  {
    name: 'AU-28 the token expires while waiting',
    script: { ...withoutLink, [PAGE]: [running, reply(401)] },
    outcome: 'unknown',
    after: [`${PAGE} ×2`],
    message: /Get a fresh token/,
  },
  {
    name: '202 that is never confirmed',
    script: { ...withoutLink, [PAGE]: running },
    inputs: minute,
    outcome: 'timed-out',
    after: [`${PAGE} ×7`],
    message:
      /^Sandbox: contoso-vm may still be publishing\. The service accepted the cancel, and by the deadline the operation was not seen to end\. A cancel was sent \(HTTP 202\)\. The offer can still go live\. Run the step again, which is safe\. A cancellation can take minutes\. If this happens often, raise timeout-minutes\. You can also use Cancel publish in Partner Center \(before publisher sign-off\)\.$/,
  },
  {
    name: 'PS-21 202, and nothing can be read',
    script: { ...withoutLink, [PAGE]: reply(500), [LIST]: [reply(200, [entry('running')]), reply(500)] },
    inputs: minute,
    outcome: 'timed-out',
    after: [PAGE, LIST, PAGE, LIST, PAGE, LIST, PAGE],
  },
  {
    name: 'the last look goes to the operation, not to the link',
    script: { ...withLink, [LINK]: running, [PAGE]: canceled },
    inputs: minute,
    outcome: 'canceled',
    after: [`${LINK} ×6`, PAGE],
  },
];

describe('following', () => {
  it.each(rows)('$name → $outcome', async ({ script, inputs, outcome, after, message, warnings }) => {
    const step = await runStep({ wire: scripted(script), ...(inputs ? { inputs } : {}) });
    const requests = step.requests.slice(step.requests.indexOf(CANCEL) + 1);
    expect({ outcome: step.outputs['outcome'], after: requests, exitCode: step.exitCode }).toStrictEqual({
      outcome,
      after,
      exitCode: outcome === 'canceled' ? 0 : 1,
    });
    if (message) expect(step.outputs['message']).toMatch(message);
    if (warnings) expect(step.runner.lines.filter((line) => line.startsWith('warning:'))).toStrictEqual(warnings);
  });
});
