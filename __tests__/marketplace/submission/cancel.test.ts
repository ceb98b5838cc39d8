import { describe, expect, it } from 'vitest';
import { createSubmission } from '../../../src/marketplace/submission/submission.ts';
import { adapterWire, orderOf } from '../../support/adapterWire.ts';
import { createFakeClock } from '../../support/fakeClock.ts';
import { DELETE, newer, older, product, running, SUBMISSION, SUBMISSIONS, shown } from '../../support/product.ts';
import { type Answer, refusedConnection, reply, type Script, scripted, silence } from '../../support/wire.ts';

const page = (state?: string, substate?: string, status?: string) =>
  reply(200, shown(running, state, substate, status === undefined ? {} : { pendingUpdateInfo: { status } }));
const draft = page('InProgress', 'InDraft', 'Completed');
const lists = (...value: object[]): Script => ({ [SUBMISSIONS]: reply(200, { value: [...older, ...value] }) });

function adapter(script: Script, guard = '') {
  const wire = adapterWire(scripted({ [DELETE]: reply(204), ...script }));
  const address = { baseUrl: 'https://api.partner.microsoft.com', offerId: product, guard, guardProduct: '' };
  const limits = { clock: createFakeClock(), deadlineMs: 900_000, stop: new AbortController().signal };
  return { ...wire, api: createSubmission(address, wire.send, limits) };
}

describe('a DELETE leaves only right after a look that says that it runs', () => {
  it.each<{ name: string; look: Answer; guard?: string; leaves: boolean }>([
    { name: 'Submitted', look: page('InProgress', 'Submitted'), leaves: true },
    { name: 'Publishing on the way to a preview', look: page('InProgress', 'Publishing'), leaves: true },
    { name: 'a draft with an update that runs', look: page('InProgress', 'InDraft', 'Running'), leaves: true },
    { name: 'a draft', look: draft, leaves: false },
    { name: 'a draft that operation-id names', look: draft, guard: running, leaves: true },
    { name: 'a draft, and operation-id names another one', look: draft, guard: newer, leaves: false },
    { name: 'a word that is not known', look: page('InProgress', 'ReadyToPublish'), leaves: false },
    {
      name: 'a word that is not known, of what operation-id names',
      look: page('InProgress', 'ReadyToPublish'),
      guard: running,
      leaves: true,
    },
    { name: 'Failed', look: page('InProgress', 'Failed'), guard: running, leaves: false },
    { name: 'an update that failed', look: page('InProgress', 'Submitted', 'Failed'), guard: running, leaves: false },
    { name: 'Cancelled', look: page('Cancelled', ''), guard: running, leaves: false },
    { name: 'a preview', look: page('Published', 'ReadyToPublish'), guard: running, leaves: false },
    { name: 'Publishing on the way to live', look: page('Published', 'Publishing'), guard: running, leaves: false },
    { name: 'live', look: page('Published', 'InStore'), guard: running, leaves: false },
    { name: '404', look: reply(404), guard: running, leaves: false },
    { name: '403', look: reply(403), guard: running, leaves: false },
    { name: '500', look: reply(500), guard: running, leaves: false },
    { name: 'silence', look: silence, guard: running, leaves: false },
    { name: 'another submission', look: reply(200, shown(newer)), guard: running, leaves: false },
    { name: 'a web page', look: reply(200, '<html>'), guard: running, leaves: false },
  ])('$name: $leaves', async ({ look, guard = '', leaves }) => {
    const { api, requests } = adapter({ [SUBMISSION]: look }, guard);
    const { order, announced } = orderOf(running);
    const { disposition, observation } = await api.cancel(order);
    expect([requests.filter((name) => name === DELETE).length, announced()]).toStrictEqual(leaves ? [1, 1] : [0, 0]);
    expect([disposition, observation === undefined]).toStrictEqual(leaves ? ['accepted', true] : ['withheld', false]);
  });

  it('what operation-id names ran at the first look, and is a draft right before: it is not deleted', async () => {
    const { api, requests } = adapter({ ...lists(shown(running)), [SUBMISSION]: draft }, running);
    await api.list();
    expect((await api.cancel(orderOf(running).order)).disposition).toBe('withheld');
    expect(requests).toStrictEqual([SUBMISSIONS, SUBMISSION]);
  });

  it.each([
    { name: 'the service was busy', answer: reply(429) },
    { name: 'the reply was lost', answer: silence },
  ])('what operation-id names has become a draft after $name: no second DELETE', async ({ answer }) => {
    const { api, requests } = adapter({ ...lists(shown(running)), [SUBMISSION]: [page(), draft], [DELETE]: answer }, running);
    await api.list();
    await api.cancel(orderOf(running).order);
    expect((await api.cancel(orderOf(running, true).order)).disposition).toBe('withheld');
    expect(requests).toStrictEqual([SUBMISSIONS, SUBMISSION, DELETE, SUBMISSION]);
  });

  it('a draft that operation-id names, and the service was busy: it is deleted by the second request', async () => {
    const { api, requests } = adapter(
      { ...lists(shown(running, 'InProgress', 'InDraft')), [SUBMISSION]: draft, [DELETE]: [reply(429), reply(204)] },
      running,
    );
    await api.list();
    const replies = [await api.cancel(orderOf(running).order), await api.cancel(orderOf(running, true).order)];
    expect(replies.map(({ disposition }) => disposition)).toStrictEqual(['unprocessed', 'accepted']);
    expect(requests).toStrictEqual([SUBMISSIONS, SUBMISSION, DELETE, SUBMISSION, DELETE]);
  });

  it('a second one as well: it is gone by then, and the rule decides', async () => {
    const script = {
      [SUBMISSIONS]: [reply(200, { value: [...older, shown(running)] }), reply(200, { value: older })],
      [SUBMISSION]: [page(), reply(404)],
      [DELETE]: silence,
    };
    const { api, requests } = adapter(script);
    await api.list();
    await api.cancel(orderOf(running).order);
    const { disposition, observation } = await api.cancel(orderOf(running, true).order);
    expect([disposition, observation]).toMatchObject(['withheld', { kind: 'ended', operation: { state: 'canceled' } }]);
    expect(requests.filter((name) => name === DELETE)).toHaveLength(1);
  });
});

describe('the reply to a DELETE', () => {
  it.each([
    { name: '200', answer: reply(200), disposition: 'accepted', fault: 'other' },
    { name: '204', answer: reply(204), disposition: 'accepted', fault: 'other' },
    { name: '200 with a web page', answer: reply(200, '<html>'), disposition: 'ambiguous', fault: 'other' },
    { name: '400 with JSON in a JSON string', answer: reply(400, '"ICH50400 - No. {}"'), disposition: 'refused', fault: 'bad-request' },
    { name: '403', answer: reply(403), disposition: 'refused', fault: 'forbidden' },
    { name: '404', answer: reply(404), disposition: 'refused', fault: 'not-found' },
    { name: '405', answer: reply(405), disposition: 'refused', fault: 'other' },
    { name: '409', answer: reply(409), disposition: 'conflict', fault: 'conflict' },
    { name: '429', answer: reply(429, '', { 'retry-after': '2' }), disposition: 'unprocessed', fault: 'busy' },
    { name: '500', answer: reply(500), disposition: 'ambiguous', fault: 'other' },
    { name: 'silence', answer: silence, disposition: 'ambiguous', fault: 'other' },
    { name: 'no connection', answer: refusedConnection, disposition: 'unprocessed', fault: 'unreachable' },
  ])('$name: $disposition', async ({ answer, disposition, fault }) => {
    const { api } = adapter({ [SUBMISSION]: page(), [DELETE]: answer });
    expect(await api.cancel(orderOf(running).order)).toMatchObject({ disposition, fault });
  });
});
