import type { SignInScenario } from './signIn.ts';

/** What a scenario has whatever its API is. Times are counted from the first cancel request that the service takes. */
export interface Story {
  /** One line for a person who chooses. */
  readonly description: string;
  /** The outcome that the action comes to with the scenario's inputs. */
  readonly outcome: string;
  /** The step signs in by itself; absent: with a token that it is given. */
  readonly signIn?: SignInScenario;
  /** A given token is refused this long after the sandbox started. */
  readonly givenTokenLivesMs?: number;
  /** The step marks a deployment of GitHub inactive, too. */
  readonly isDeployed?: boolean;
  /** Inputs that make the scenario worth watching, or that it needs. */
  readonly inputs?: Readonly<Record<string, string>>;
}
