import type { CancelReply } from '../marketplace/api.ts';
import { type CancelFacts, nothingSent } from '../outcome/result.ts';
import type { Target } from './context.ts';

/** The facts of all requests together. One that had no token to go with never left. */
export function cancelFacts(replies: readonly CancelReply[], target: Target): CancelFacts {
  const left = replies.filter(({ hasLeft }) => hasLeft);
  const reply = left.findLast(({ statusCode }) => statusCode !== undefined) ?? left.at(-1);
  if (!reply) return { ...nothingSent, operationId: target.id ?? null };
  const link = left.findLast((one) => one.link)?.link;
  return {
    sent: left.every(({ disposition }) => disposition === 'unprocessed') ? 'unprocessed' : 'yes',
    statusCode: reply.statusCode ?? null,
    operationPath: link?.path ?? null,
    operationId: target.id ?? link?.id ?? null,
    requestId: reply.requestId ?? null,
  };
}
