/** A token that may be sent. It was masked before. */
export interface Access {
  readonly token: string;
}

/** Why there is none: a row of the table of endings, and what happened in one or two sentences without the last full stop. */
export interface NoToken {
  readonly cause: 'sign-in-refused' | 'sign-in-unreachable' | 'sign-in-nonsense' | 'certificate' | 'refused-401';
  readonly why: string;
}

/** Whatever can name a bearer token for the API. Failure is a value. */
export interface Credential {
  /** `rejected` is a token that the service has just answered 401 to: it is not given out again. */
  accessToken(rejected?: string): Promise<Access | NoToken>;
}

/** Whether asking for a token again later can help. */
export function isForNow({ cause }: NoToken): boolean {
  return cause !== 'sign-in-refused' && cause !== 'refused-401';
}

export function isToken<T extends object>(result: T | NoToken): result is T {
  return !('why' in result);
}
