import { type EndedOperation, fold, type Operation } from '../marketplace/operation.ts';
import type { Ending } from '../verdict.ts';
import type { Target } from './scene.ts';
import { nameOf } from './words.ts';

/** What the end of the fenced operation means: the only way to a proved `canceled`. */
export function endOf(end: EndedOperation, target: Pick<Target, 'fence' | 'operation'>, before: boolean): Ending {
  const name = subject(end, target);
  switch (end.state) {
    case 'canceled':
      return { cause: 'canceled', what: before ? `${name} had already been canceled` : `${name} is canceled` };
    case 'failed': {
      const words = end.messages.length > 0 ? ` (${end.messages.join('; ')})` : '';
      return { cause: 'failed-by-itself', what: `${name} failed by itself${before ? '' : ' before the cancel took effect'}${words}` };
    }
    case 'succeeded':
      return {
        cause: lateness(end, target.operation),
        what: `${name} succeeded before ${before ? 'a cancel could be sent' : 'the cancel took effect'}`,
      };
  }
}

function subject(end: Operation, target: Pick<Target, 'fence' | 'operation'>): string {
  if (target.fence === undefined) return "The operation that the offer's status showed";
  const name = nameOf(target.operation ?? end, target.fence);
  return `O${name.slice(1)}`;
}

/** Which success: a preview that waits for go-live, or live. The steps know it best, then the slot, then the kind of submission (api.md §1.4, §1.5). */
function lateness(end: Operation, first: Operation | undefined): 'too-late-preview' | 'too-late-live' | 'too-late' {
  const step = (id: string): string | undefined => {
    const found = end.steps.find((one) => fold(one.id) === fold(id) || fold(one.name) === fold(id));
    return found && fold(found.status);
  };
  if (/^(complete|completed|succeeded)$/.test(step('live') ?? '')) return 'too-late-live';
  if (/^waitingfor/.test(step('publisher-signoff') ?? '')) return 'too-late-preview';
  const place = fold(end.slot ?? first?.slot ?? end.kind ?? first?.kind ?? '');
  if (place === 'production' || place === 'live' || place === 'golive') return 'too-late-live';
  if (place === 'staging' || place === 'preview' || place === 'publish') return 'too-late-preview';
  return 'too-late';
}
