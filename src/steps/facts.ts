import type { CancelReply } from '../marketplace/api.ts';
import { type Facts, nothingSent } from '../verdict.ts';
import type { Target } from './scene.ts';

/** The facts of all requests together. One that had no token to go with never left. */
export function factsOf(replies: readonly CancelReply[], target: Target): Facts {
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
