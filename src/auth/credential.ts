import type { Send } from '../http/deadline.ts';
import type { Exchange } from '../http/reply.ts';
import type { Limits } from '../http/retry.ts';

/** A token that may be sent, and was masked before. */
export interface Access {
  readonly token: string;
}

/** Why there is no token. */
export interface SignInFailure {
  /** A row of the table of causes. */
  readonly cause: 'sign-in-refused' | 'sign-in-unreachable' | 'sign-in-unusable' | 'certificate';
  /** Sentences without the last full stop. */
  readonly detail: string;
  /** Issuer, subject and audience of the job, one a line, when the application has no credential for them. */
  readonly toCopy?: readonly string[];
  /** The 401 after which no other token could be had. */
  readonly rejection?: Exchange;
}

export interface Credential {
  /** `rejected` is a token that the service answered 401 to: another one is returned. */
  accessToken(rejected?: string): Promise<Access | SignInFailure>;
  /** Only of a token that cannot be replaced: what is wrong with it, as far as it says so itself, for the text about a 401. */
  whyRefused?(): string;
}

/** Whether asking for a token again later can help. */
export function isTemporary({ cause }: SignInFailure): boolean {
  return cause !== 'sign-in-refused';
}

export function isToken<T extends object>(result: T | SignInFailure): result is T {
  return !('cause' in result);
}

/** More than a request header can carry. */
export const longestToken = 16 * 1024;

/** What RFC 6750 allows in a bearer token. */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestToken && /^[A-Za-z0-9._~+/-]+=*$/.test(value);
}

export interface SignInDeps {
  readonly send: Send;
  readonly limits: Limits;
  /** Hides a secret in the log, before it is used for anything else. */
  readonly mask: (secret: string) => void;
  /** A line of the log. */
  readonly log: (text: string) => void;
}
