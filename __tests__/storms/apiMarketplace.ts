import type { WireReply, WireRequest } from '../../src/sandbox/wire.ts';

export type TrueState = 'running' | 'canceled' | 'succeeded' | 'failed' | 'draft';

/** A cancel that the service processed: what it named, and what that was at the time. */
export interface TrueCancel {
  readonly atMs: number;
  readonly id: string;
  readonly was: TrueState | undefined;
  readonly status: number;
  /** It is one of our product. */
  readonly isOurs: boolean;
}

/** The truth about one offer on one of the newer APIs. */
export interface ApiMarketplace {
  /** What may be canceled: submissions, or jobs. */
  readonly operations: readonly { readonly id: string; readonly state: TrueState }[];
  readonly cancels: readonly TrueCancel[];
  /** Whether a look at what runs was answered while nothing ran. */
  wasSeenIdle(): boolean;
  /** Its list may miss what exists, for a while. */
  mayListLag?(): boolean;
  running(): { readonly id: string } | undefined;
  /** What time brings: operations end, cancels take effect, a new publish begins. */
  settle(): void;
  /** The honest answer of the service, processed. */
  answer(request: WireRequest): WireReply;
}

export function json(status: number, value: unknown): WireReply {
  const body = value === '' ? '' : JSON.stringify(value);
  return { status, headers: { 'content-type': 'application/json' }, body };
}

export const productId = '8a3c0b98-46af-42f2-83a0-43aaa61fa1ac';
