import type { Send } from '../http/bounded.ts';
import type { Limits } from '../http/retry.ts';

/** What signing in may use of the world. */
export interface Tools {
  readonly send: Send;
  readonly limits: Limits;
  /** Hides a secret in the log; called before the secret is used for anything else. */
  readonly mask: (secret: string) => void;
  /** A line of the log. */
  readonly say: (text: string) => void;
}
