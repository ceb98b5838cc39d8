import type { WireReply, WireRequest } from './wire.ts';

/** One of the marketplace's APIs, as far as it differs from the others. */
export interface Api {
  /** The address that a token has to be for. */
  readonly audience: string;
  /** The header that carries the id of a request. */
  readonly requestIdHeader: string;
  /** How the API words a refusal of its own: of a token, or of a method. */
  refuse(status: 401 | 405, message: string): WireReply;
  /** Whether a client may change something by this request, which is no GET. */
  mayChange(method: string, pathname: string): boolean;
  answer(request: WireRequest, url: URL): WireReply;
}

/** What the sandbox uses of a clock. */
export interface SandboxClock {
  nowMs(): number;
  wallMs(): number;
}

export const minuteMs = 60_000;
