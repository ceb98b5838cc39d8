/** The form of a recording's file (docs/recording.schema.json). */

/** A value that is not shown: its type, and the length of a text or list. `says`: words of ours that were found in a text. */
export type Hidden =
  | { readonly type: 'string' | 'page' | 'text' | 'broken JSON'; readonly length: number; readonly says?: readonly string[] }
  | { readonly type: 'array'; readonly length: number }
  | { readonly type: 'number' | 'boolean' | 'object' };

/** A time, in milliseconds since the start of the step. */
interface ShownTime {
  readonly type: 'time';
  readonly ms: number;
}

/** A known word, a pseudonym, a percentage, a flag; or a list or an object of those. */
export type Shown = string | number | boolean | null | Hidden | ShownTime | readonly Shown[] | { readonly [name: string]: Shown };

/** Where a reply says that its operation is. */
export interface ShownLink {
  readonly form: 'relative' | 'absolute' | '$' | 'other';
  readonly operation?: string;
}

export interface RecordedHeaders {
  /** `other`: a type that is not listed. */
  readonly 'content-type'?: string;
  readonly 'request-id'?: true;
  /** In seconds. */
  readonly 'retry-after'?: number;
  readonly location?: ShownLink;
  readonly 'operation-location'?: ShownLink;
}

/** One request and its reply. Times are milliseconds since the start of the step. */
export interface RecordedExchange {
  readonly atMs: number;
  readonly tookMs: number;
  readonly intent: 'read' | 'cancel' | 'sign-in';
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The name of the route; absent for a sign-in. */
  readonly route?: string;
  /** The pseudonyms in the address, in their order. */
  readonly ids?: readonly string[];
  /** Absent when no status line came. */
  readonly status?: number;
  /** Why no whole reply came, and whether a byte of the request may have left. */
  readonly noReply?: { readonly code: string; readonly sent: boolean };
  readonly headers?: RecordedHeaders;
  /** Absent when it is empty. */
  readonly body?: Shown;
}

/** How many exchanges in the middle are left out. */
interface LeftOut {
  readonly leftOut: number;
}

export interface RecordedSettings {
  /** Whether it was the sandbox that answered. */
  readonly sandbox: boolean;
  readonly apiVersion: string;
  readonly signIn: 'token' | 'client-secret' | 'federated';
  readonly wait: boolean;
  readonly dryRun: boolean;
  readonly ifNothingToCancel: 'error' | 'warn' | 'ignore';
  readonly timeoutMinutes: number;
  readonly pollIntervalSeconds: number;
  readonly emails: boolean;
  readonly ifMatch: boolean;
  /** The pseudonym of what `operation-id` names, and of its product where it names one. */
  readonly guard?: string;
  readonly guardProduct?: string;
}

export interface RecordingFile {
  readonly version: 1;
  readonly action: string;
  readonly api: string;
  readonly settings: RecordedSettings;
  /** The pseudonym of the publisher, where one was given. */
  readonly publisher?: string;
  /** In the order of the input. Without an outcome the step was ended before it was known. */
  readonly offers: readonly { readonly offer: string; readonly outcome?: string; readonly cause?: string }[];
  /** The submissions by their numbers, the oldest first: the largest number is the newest. */
  readonly submissions?: readonly string[];
  readonly exchanges: readonly (RecordedExchange | LeftOut)[];
}
