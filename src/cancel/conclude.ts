import type { ApiFacts, EndedOperation, Operation } from '../marketplace/api.ts';
import type { Cause } from '../outcome/causes.ts';
import type { Conclusion } from '../outcome/result.ts';
import type { Target } from './context.ts';
import { capitalize, nameOf } from './wording.ts';

/** What the end of the operation means. `isBefore`: it ended before a cancel was sent. */
export function concludeFrom(api: ApiFacts, end: EndedOperation, target: Pick<Target, 'id' | 'operation'>, isBefore: boolean): Conclusion {
  const name = subject(api, end, target);
  const promotion = end.isAutoPromoted ? '. Its preview goes live by itself' : '';
  switch (end.state) {
    case 'canceled':
      return {
        cause: 'canceled',
        statement: `${name} ${isBefore ? 'had already been canceled' : 'is canceled'}${end.proof ? `: ${end.proof}` : ''}`,
      };
    case 'failed': {
      const words = end.messages.length > 0 ? ` (${end.messages.join('; ')})` : '';
      return {
        cause: 'failed-by-itself',
        statement: `${name} failed by itself${isBefore ? '' : ' before the cancel took effect'}${words}`,
      };
    }
    case 'succeeded':
      if (end.isPastCanceling) return onItsWay(name);
      return {
        cause: lateness(end, target.operation),
        statement: `${name} succeeded before ${isBefore ? 'a cancel could be sent' : 'the cancel took effect'}${promotion}`,
      };
  }
}

/** No cancel can stop it any more, and it is not live yet. */
export function onItsWay(name: string): Conclusion {
  return { cause: 'going-live', statement: `${name} is on its way to live` };
}

function subject(api: ApiFacts, end: Operation, target: Pick<Target, 'id' | 'operation'>): string {
  if (target.id === undefined) return "The operation that the offer's status showed";
  return capitalize(nameOf(api, target.operation ?? end, target.id));
}

/** Which success: a preview that waits for go-live, one that goes live by itself, or live. */
function lateness({ leadsTo, isAutoPromoted }: Operation, first: Operation | undefined): Cause {
  if (isAutoPromoted) return 'going-live';
  const known = leadsTo ?? first?.leadsTo;
  return known ? `too-late-${known}` : 'too-late';
}

/** It is gone, and it is not known whether the cancel did that. */
export function concludeUnsettled({ detail }: { readonly detail: string }): Conclusion {
  return { cause: 'unsettled', statement: capitalize(detail) };
}
