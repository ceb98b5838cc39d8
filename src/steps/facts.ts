import type { CancelReply } from '../marketplace/cancelReply.ts';
import { type Facts, nothingSent } from '../verdict.ts';
import type { Target } from './scene.ts';

/** The facts of all requests together, for the verdict. One that had no token to go with never left. */
export function factsOf(replies: readonly CancelReply[], target: Target): Facts {
  const left = replies.filter(
    ({ statusCode, about }) => statusCode !== undefined || !(about === 'no-token' || about === 'signed-out' || about === 'unsent'),
  );
  const reply = left.findLast(({ statusCode }) => statusCode !== undefined) ?? left.at(-1);
  if (!reply) return { ...nothingSent, operationId: target.fence ?? null };
  const link = left.findLast((one) => one.link)?.link;
  return {
    sent: left.every(({ answer }) => answer === 'unprocessed') ? 'unprocessed' : 'yes',
    statusCode: reply.statusCode ?? null,
    operationPath: link?.path ?? null,
    operationId: target.fence ?? link?.id ?? null,
    requestId: reply.requestId ?? null,
  };
}
