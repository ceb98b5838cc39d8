import { describe, expect, it } from 'vitest';
import { normalizeState, shownState } from '../../src/marketplace/stateText.ts';

describe('normalizeState gives one spelling', () => {
  it.each([
    { name: 'PS-02 Canceled, cancelled, CANCELED', words: ['Canceled', 'cancelled', 'CANCELED', 'Cancelled'], folded: 'canceled' },
    { name: 'PS-02 not started, notStarted', words: ['not started', 'notStarted', 'Not-Started', 'NOT_STARTED'], folded: 'notstarted' },
    { name: 'PS-02 in-progress', words: ['in-progress', 'inProgress', 'In Progress', ' in\tprogress\n'], folded: 'inprogress' },
    { name: 'Cancelling', words: ['Canceling', 'cancelling'], folded: 'canceling' },
    { name: 'publisher-signoff', words: ['publisher-signoff', 'Publisher signoff'], folded: 'publishersignoff' },
    { name: 'no text', words: [undefined, null, 200, ['running']], folded: '' },
    { name: 'canCancel', words: ['canCancel', 'CanCancel', 'can_cancel'], folded: 'cancancel' },
  ])('$name', ({ words, folded }) => {
    expect(words.map(normalizeState)).toStrictEqual(words.map(() => folded));
  });
});

describe('shownState gives the words of the service', () => {
  it.each([
    { name: 'one', words: ['running'], shown: 'running' },
    { name: 'two', words: ['InProgress', 'Submitted'], shown: 'InProgress/Submitted' },
    { name: 'the first is missing', words: [undefined, 'Submitted'], shown: 'Submitted' },
    { name: 'the second is blank', words: ['InProgress', ' \n'], shown: 'InProgress' },
    { name: 'none', words: [undefined, 200], shown: 'no state' },
    { name: 'longer than 40 characters', words: ['x'.repeat(41)], shown: `${'x'.repeat(39)}…` },
    { name: 'with a line break and a command', words: ['a\r\n##[error]b'], shown: 'a # #[error]b' },
  ])('$name', ({ words, shown }) => {
    expect(shownState(...words)).toBe(shown);
  });
});
