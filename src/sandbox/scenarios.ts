import type { SignInScenario } from './signIn.ts';

/** How the pretended marketplace behaves. Times are counted from the first cancel request that it takes. */
export interface Scenario {
  /** One line for a person who chooses. */
  readonly story: string;
  /** The outcome that the action comes to with its default inputs, for the list of scenarios. */
  readonly outcome: string;
  /** Whether an operation runs when the sandbox starts. */
  readonly isRunning: boolean;
  /** What a cancel request gets: its status, and where a 202 puts its `Location`. */
  readonly cancel: { readonly status: number; readonly pointer?: 'migrated' | 'non-migrated' | 'body' | 'nowhere' };
  /** How and when the operation ends after a cancel; never, when absent. */
  readonly end?: { readonly as: 'canceled' | 'succeeded' | 'failed'; readonly afterMs: number };
  /** `goLive` runs in the production slot, `publish` in staging. */
  readonly submissionType?: 'publish' | 'goLive';
  /** That many cancel requests, and as many requests for the list, get 429 first. */
  readonly throttled?: number;
  /** The list of operations answers 404. */
  readonly isListGone?: boolean;
  /** The step signs in by itself; absent: with a token that it is given. */
  readonly signIn?: SignInScenario;
  /** A given token is refused this long after the sandbox started. */
  readonly givenTokenLivesMs?: number;
  /** Inputs that make the scenario worth watching. */
  readonly inputs?: Readonly<Record<string, string>>;
}

const accepted = { status: 202, pointer: 'migrated' } as const;
const soon = { as: 'canceled', afterMs: 4_000 } as const;

function signInFails(signIn: SignInScenario, story: string): Scenario {
  return { story, outcome: 'failed', isRunning: true, cancel: accepted, end: soon, signIn };
}

export const scenarios = {
  synchronous: {
    story: 'the service cancels at once (200)',
    outcome: 'canceled',
    isRunning: true,
    cancel: { status: 200 },
    end: { as: 'canceled', afterMs: 0 },
  },
  accepted: {
    story: 'the service accepts (202) and stops a moment later',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
  },
  'non-migrated': {
    story: 'an offer that was not migrated: its Location is a $ path',
    outcome: 'canceled',
    isRunning: true,
    cancel: { status: 202, pointer: 'non-migrated' },
    end: soon,
  },
  'body-location': {
    story: 'the Location is in the body only',
    outcome: 'canceled',
    isRunning: true,
    cancel: { status: 202, pointer: 'body' },
    end: soon,
  },
  'no-location': {
    story: '202 without any Location',
    outcome: 'canceled',
    isRunning: true,
    cancel: { status: 202, pointer: 'nowhere' },
    end: soon,
  },
  'nothing-running': {
    story: 'no operation runs, and a cancel would be refused',
    outcome: 'nothing-to-cancel',
    isRunning: false,
    cancel: { status: 400 },
  },
  'always-202': {
    story: 'no operation runs, and the service would accept a cancel all the same',
    outcome: 'nothing-to-cancel',
    isRunning: false,
    cancel: accepted,
  },
  'too-late': {
    story: 'the publish reaches its preview before the cancel takes effect',
    outcome: 'too-late',
    isRunning: true,
    cancel: accepted,
    end: { as: 'succeeded', afterMs: 2_500 },
  },
  'too-late-live': {
    story: 'the offer goes live before the cancel takes effect',
    outcome: 'too-late',
    isRunning: true,
    cancel: accepted,
    end: { as: 'succeeded', afterMs: 2_500 },
    submissionType: 'goLive',
  },
  'failed-by-itself': {
    story: 'the publish fails by itself before the cancel takes effect',
    outcome: 'nothing-to-cancel',
    isRunning: true,
    cancel: accepted,
    end: { as: 'failed', afterMs: 2_500 },
  },
  slow: {
    story: 'a cancellation that takes half a minute',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: { as: 'canceled', afterMs: 30_000 },
  },
  throttled: {
    story: 'the service is busy (429) and asks to wait',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    throttled: 2,
  },
  'refused-400': { story: 'the cancel is refused with 400', outcome: 'refused', isRunning: true, cancel: { status: 400 } },
  'refused-403': { story: 'the cancel is refused with 403', outcome: 'refused', isRunning: true, cancel: { status: 403 } },
  'refused-404': { story: 'the cancel is refused with 404', outcome: 'refused', isRunning: true, cancel: { status: 404 } },
  stuck: {
    story: 'the service accepts and never stops; the step gives up after a minute',
    outcome: 'timed-out',
    isRunning: true,
    cancel: accepted,
    inputs: { 'timeout-minutes': '1' },
  },
  'list-gone': {
    story: 'the list of operations is not served: only the status can be watched',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    isListGone: true,
  },
  federated: {
    story: 'the step signs in with the GitHub token of its job, without a secret',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { way: 'federated' },
  },
  'client-secret': {
    story: 'the step signs in with a client secret',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { way: 'client-secret' },
  },
  'token-dies': {
    story: 'a token that lives for 24 seconds only, in a wait of half a minute: it is renewed',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: { as: 'canceled', afterMs: 30_000 },
    signIn: { way: 'federated', lifeSeconds: 24 },
  },
  'given-token-dies': {
    story: 'a given token dies in the middle of the wait',
    outcome: 'unknown',
    isRunning: true,
    cancel: accepted,
    end: { as: 'canceled', afterMs: 30_000 },
    givenTokenLivesMs: 10_000,
  },
  'wrong-subject': signInFails({ way: 'federated', refusal: 'wrong-subject' }, 'no federated credential of the application names this job'),
  'wrong-secret': signInFails({ way: 'client-secret', refusal: 'wrong-secret' }, 'the client secret is wrong'),
  'expired-secret': signInFails({ way: 'client-secret', refusal: 'expired-secret' }, 'the client secret has expired'),
  'unknown-tenant': signInFails({ way: 'federated', refusal: 'unknown-tenant' }, 'there is no such tenant'),
  'sign-in-down': signInFails({ way: 'federated', fault: 'down' }, 'Microsoft Entra answers 503 for ever'),
  'sign-in-cut': signInFails({ way: 'client-secret', fault: 'cut' }, 'the answers of Microsoft Entra break off'),
  'sign-in-throttled': {
    story: 'Microsoft Entra is busy (429) and asks to wait',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    signIn: { way: 'federated', throttled: 2 },
  },
} as const satisfies Record<string, Scenario>;

export function scenarioNamed(name: string): Scenario | undefined {
  return Object.entries(scenarios).find(([known]) => known === name)?.[1];
}
