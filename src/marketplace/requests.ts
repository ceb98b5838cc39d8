import type { ApiSend, ReadEffort } from './api.ts';

export const acceptJson = { accept: 'application/json' } as const;

/** One look. */
export type Get = (url: string, effort: ReadEffort) => ReturnType<ApiSend>;

export function getWith(send: ApiSend): Get {
  return (url, effort) => send({ intent: 'read', method: 'GET', url, headers: acceptJson }, effort);
}
