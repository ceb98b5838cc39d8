import type { SignInScenario } from '../signIn.ts';
import type { PortalScenario } from './scenario.ts';

const accepted = { status: 202, location: 'migrated' } as const;
const soon = { as: 'canceled', afterMs: 4_000 } as const;

function signInFails(signIn: SignInScenario, description: string): PortalScenario {
  return { description, outcome: 'failed', isRunning: true, cancel: accepted, end: soon, signIn };
}

/** The ways to sign in, and what goes wrong with them. */
export const signInScenarios = {
  federated: {
    description: 'the step signs in with the GitHub token of its job, without a secret',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { method: 'federated' },
  },
  'client-secret': {
    description: 'the step signs in with a client secret',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { method: 'client-secret' },
  },
  'token-expires': {
    description: 'a token that lives for 24 seconds only, in a wait of half a minute: it is renewed',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: { as: 'canceled', afterMs: 30_000 },
    signIn: { method: 'federated', lifeSeconds: 24 },
  },
  'given-token-expires': {
    description: 'a given token expires in the middle of the wait',
    outcome: 'unknown',
    isRunning: true,
    cancel: accepted,
    end: { as: 'canceled', afterMs: 30_000 },
    givenTokenLivesMs: 10_000,
  },
  'wrong-subject': signInFails(
    { method: 'federated', refusal: 'wrong-subject' },
    'no federated credential of the application names this job',
  ),
  'wrong-secret': signInFails({ method: 'client-secret', refusal: 'wrong-secret' }, 'the client secret is wrong'),
  'expired-secret': signInFails({ method: 'client-secret', refusal: 'expired-secret' }, 'the client secret has expired'),
  'unknown-tenant': signInFails({ method: 'federated', refusal: 'unknown-tenant' }, 'there is no such tenant'),
  'sign-in-down': signInFails({ method: 'federated', fault: 'down' }, 'Microsoft Entra answers 503 for ever'),
  'sign-in-cut': signInFails({ method: 'client-secret', fault: 'cut' }, 'the answers of Microsoft Entra break off'),
  'sign-in-throttled': {
    description: 'Microsoft Entra is busy (429) and asks to wait',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { method: 'federated', throttled: 2 },
  },
} as const satisfies Record<string, PortalScenario>;
