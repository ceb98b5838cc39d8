/** A request as it is on the wire. `path` holds the query; header names are in lower case. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks in the middle of the body. */
  readonly isCut?: boolean;
  /** How long it takes; at once when absent. */
  readonly tookMs?: number;
  /** Why no whole reply comes, in the words of the client's transport, and whether the request may have arrived. */
  readonly fault?: { readonly code: string; readonly sent: boolean };
}

export function json(status: number, body: string, headers: Record<string, string> = {}): WireReply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

/** A reply without a body says no type of one. */
export function empty(status: number, headers: Record<string, string> = {}): WireReply {
  return { status, headers, body: '' };
}

export function error(status: number, code: string, message: string): WireReply {
  return json(status, JSON.stringify({ error: { code, message } }));
}
