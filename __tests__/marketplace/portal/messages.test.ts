import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/marketplace/portal/messages.ts';

const error = (messageHtml: unknown): object => ({ messageHtml, level: 'error', timestamp: '2018-01-01T00:00:00Z' });
const information = (messageHtml: string): object => ({ messageHtml, level: 'information' });
const noBoot = { id: 'displaycertify', stepName: 'Certification', status: 'blocked', messages: [error('<p>the image does not boot</p>')] };

describe('F21 PS-29 the reason of a failure', () => {
  it.each<{ name: string; value: object; messages: readonly string[] }>([
    { name: 'stands only in a step', value: { messages: [], steps: [noBoot] }, messages: ['Certification: the image does not boot'] },
    {
      name: 'stands in a step, and the operation has only information',
      value: { messages: [information('Publish started')], steps: [noBoot] },
      messages: ['Certification: the image does not boot'],
    },
    {
      name: 'stands in a step that has no name but an id, as text',
      value: { steps: [{ id: 'displaycertify', messages: [{ level: 'Error', text: 'no boot' }] }] },
      messages: ['displaycertify: no boot'],
    },
    { name: 'stands in a step without name and id', value: { steps: [{ messages: [error('no boot')] }] }, messages: ['no boot'] },
    { name: 'stands in the error of a step', value: { steps: [{ stepName: 'Live', error: 'too old' }] }, messages: ['Live: too old'] },
    { name: 'is the error, a text', value: { error: 'No plan' }, messages: ['No plan'] },
    { name: 'is the error, an object', value: { error: { code: 'NoPlan', message: 'No plan' } }, messages: ['NoPlan: No plan'] },
    { name: 'is the error, a code', value: { error: { code: 'NoPlan' } }, messages: ['NoPlan'] },
    {
      name: 'is an exception: never its stack',
      value: { error: 'X.Http404Exception: not found\r\n   at A.B(C)' },
      messages: ['X.Http404Exception: not found'],
    },
    {
      name: 'stands in the messages of the operation, then in a step, then in error',
      value: { messages: ['plain words', error('bad')], steps: [noBoot], error: 'never shown' },
      messages: ['plain words', 'bad', 'Certification: the image does not boot'],
    },
    { name: 'stands twice', value: { messages: [error('bad'), error('bad')], error: 'bad' }, messages: ['bad'] },
    { name: 'is missing: information is all there is', value: { messages: [information('Started')] }, messages: ['Started'] },
    { name: 'is missing: a step has information', value: { steps: [{ stepName: 'Live', messages: [information('x')] }] }, messages: [] },
    { name: 'is nonsense', value: { messages: [3, null, {}, error(7)], steps: [null, { messages: 'x' }], error: 3 }, messages: [] },
  ])('$name', ({ value, messages }) => {
    expect(messagesOf(value)).toStrictEqual(messages);
  });

  it('is at most three lines of 300 characters, however much there is', () => {
    const long = 'x'.repeat(10_000);
    const steps = Array.from({ length: 2_000 }, (_, index) => ({ stepName: `${index}${long}`, messages: [error(long)] }));
    expect(messagesOf({ steps }).map(({ length }) => length)).toStrictEqual([300, 300, 300]);
  });

  it.each([undefined, null, 3, 'x', []])('of %j is nothing', (value) => {
    expect(messagesOf(value)).toStrictEqual([]);
  });
});
