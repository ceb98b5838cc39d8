import type { Service } from '../../src/sandbox/service.ts';

/** What a service said: the body as JSON; nothing, when it is empty. */
export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Asked {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks the sandbox in memory, with a token unless another one is given. */
export function ask(service: Service, path: string, { method = 'GET', token = 'any-token', headers = {}, body = '' }: Asked = {}): Said {
  const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
  const reply = service({ method, path, headers: { ...authorization, ...headers }, body });
  return { ...reply, body: reply.body === '' ? undefined : JSON.parse(reply.body) };
}

/** What no client may send, and was sent. */
export function forbidden(service: Service): unknown {
  return (ask(service, '/health').body as { forbidden: unknown }).forbidden;
}
