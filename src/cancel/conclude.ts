import type { EndedOperation, Operation } from '../marketplace/api.ts';
import type { Conclusion } from '../outcome/result.ts';
import type { Target } from './context.ts';
import { nameOf } from './wording.ts';

/** What the end of the fenced operation means: the only way to a proved `canceled`. */
export function concludeFrom(end: EndedOperation, target: Pick<Target, 'id' | 'operation'>, before: boolean): Conclusion {
  const name = subject(end, target);
  switch (end.state) {
    case 'canceled':
      return {
        cause: 'canceled',
        statement: `${name} ${before ? 'had already been canceled' : 'is canceled'}${end.proof ? `: ${end.proof}` : ''}`,
      };
    case 'failed': {
      const words = end.messages.length > 0 ? ` (${end.messages.join('; ')})` : '';
      return { cause: 'failed-by-itself', statement: `${name} failed by itself${before ? '' : ' before the cancel took effect'}${words}` };
    }
    case 'succeeded':
      return {
        cause: lateness(end, target.operation),
        statement: `${name} succeeded before ${before ? 'a cancel could be sent' : 'the cancel took effect'}${end.isAutoPromoted ? '; its preview goes live without a person' : ''}`,
      };
  }
}

function subject(end: Operation, target: Pick<Target, 'id' | 'operation'>): string {
  if (target.id === undefined) return "The operation that the offer's status showed";
  const name = nameOf(target.operation ?? end, target.id);
  return `O${name.slice(1)}`;
}

/** Which success: a preview that waits for go-live, or live. */
function lateness({ reached }: Operation, first: Operation | undefined): 'too-late-preview' | 'too-late-live' | 'too-late' {
  const known = reached ?? first?.reached;
  return known ? `too-late-${known}` : 'too-late';
}

/** It is gone, and whether the cancel did that cannot be told. */
export function concludeUnsettled({ detail }: { readonly detail: string }): Conclusion {
  return { cause: 'unsettled', statement: `${detail.charAt(0).toUpperCase()}${detail.slice(1)}` };
}
