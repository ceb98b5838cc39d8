import { readExchange } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import type { ApiSend, CancelRequest, ReadEffort } from '../../src/marketplace/api.ts';
import { startWallMs } from './fakeClock.ts';
import type { Recorded } from './wire.ts';

export interface Asked {
  readonly request: Parameters<ApiSend>[0];
  readonly effort: ReadEffort;
}

/** What an adapter sends with, over a wire of the test, and everything that it sent. */
export function adapterWire({ transport, requests }: Recorded): { send: ApiSend; asked: Asked[]; requests: readonly string[] } {
  const asked: Asked[] = [];
  const { signal } = new AbortController();
  const send: ApiSend = async ({ beforeSending, ...request }, effort) => {
    beforeSending?.();
    asked.push({ request, effort });
    const whole: Request = { ...request, timeoutMs: 30_000 };
    return readExchange(await transport(whole, signal), startWallMs);
  };
  return { send, asked, requests };
}

/** A cancel request of one operation, and how often the adapter said that it would leave. */
export function orderOf(operationId: string, isRepeat = false): { order: CancelRequest; announced: () => number } {
  let count = 0;
  const beforeSending = (): void => {
    count += 1;
  };
  return { order: { operationId, emails: [], ifMatch: '', isRepeat, beforeSending }, announced: () => count };
}
