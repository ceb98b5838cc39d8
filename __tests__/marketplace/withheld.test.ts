import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/marketplace/api.ts';
import { withheld } from '../../src/marketplace/classify.ts';
import { observationOf } from '../../src/marketplace/operations.ts';
import { operation } from '../support/operation.ts';

describe('a cancel that was not sent says what the look right before showed', () => {
  it.each<{ name: string; observation: Observation; detail: string }>([
    { name: 'a page that cannot be read', observation: { kind: 'unreadable', reason: 'absent', detail: 'HTTP 404' }, detail: 'HTTP 404' },
    { name: 'what is not settled', observation: { kind: 'unsettled', detail: 'a newer one is there' }, detail: 'a newer one is there' },
    { name: 'an end', observation: observationOf(operation({ state: 'failed' })), detail: 'it does not run any more' },
  ])('$name', ({ observation, detail }) => {
    expect(withheld(observation)).toStrictEqual({
      disposition: 'withheld',
      fault: 'other',
      hasLeft: false,
      detail,
      isTokenRenewed: false,
      isFinal: true,
      isCancelPending: false,
      observation,
      notices: [],
      warnings: [],
    });
  });
});
