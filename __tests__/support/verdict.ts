import { allCauses, outcomeOf } from '../../src/advice.ts';
import type { Event, Story, Verdict } from '../../src/verdict.ts';

/** A proved cancel of `contoso/contoso-vm`, but for what is given; the cause is the first with that outcome. */
export function verdict({ story = {}, ...fields }: Partial<Omit<Verdict, 'story'>> & { readonly story?: Partial<Story> } = {}): Verdict {
  const { outcome = 'canceled', next = '', message = 'Operation id is canceled.' } = fields;
  return {
    publisherId: 'contoso',
    offerId: 'contoso-vm',
    cause: allCauses.find((cause) => outcomeOf(cause) === outcome) ?? 'unfinished',
    statusCode: 202,
    operationPath: '/api/path',
    operationId: 'id',
    requestId: 'request',
    sent: 'yes',
    ...fields,
    outcome,
    next,
    message: next === '' || message.endsWith(next) ? message : `${message} ${next}`,
    story: { events: [], tookMs: 1000, ...story },
  };
}

export function event(kind: Event['kind'], text: string, atMs = 1000, brief?: string): Event {
  return { kind, text, atMs, ...(brief === undefined ? {} : { brief }) };
}
