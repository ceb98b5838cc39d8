import type { CancelReply } from '../marketplace/cancelReply.ts';
import { type Facts, nothingSent } from '../verdict.ts';
import type { Target } from './scene.ts';

/** The facts of all requests together, for the verdict. */
export function factsOf(replies: readonly CancelReply[], target: Target): Facts {
  const reply = replies.findLast(({ statusCode }) => statusCode !== undefined) ?? replies.at(-1);
  if (!reply) return { ...nothingSent, operationId: target.fence ?? null };
  const link = replies.findLast((one) => one.link)?.link;
  return {
    sent: replies.every(({ answer }) => answer === 'unprocessed') ? 'unprocessed' : 'yes',
    statusCode: reply.statusCode ?? null,
    operationPath: link?.path ?? null,
    operationId: target.fence ?? link?.id ?? null,
    requestId: reply.requestId ?? null,
  };
}
