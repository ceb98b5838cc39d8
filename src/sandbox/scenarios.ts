import type { Scenario } from './scenario.ts';
import { signInScenarios } from './signInScenarios.ts';

export type { Scenario } from './scenario.ts';

const accepted = { status: 202, pointer: 'migrated' } as const;
const soon = { as: 'canceled', afterMs: 4_000 } as const;

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
  several: {
    story: 'four offers: one is canceled, one runs nothing, one goes live first, one is refused',
    outcome: 'too-late',
    isRunning: true,
    cancel: accepted,
    end: soon,
    fates: {
      'contoso-idle': { isRunning: false, cancel: accepted },
      'contoso-live': { isRunning: true, cancel: accepted, end: { as: 'succeeded', afterMs: 2_500 }, submissionType: 'goLive' },
      'contoso-kept': { isRunning: true, cancel: { status: 403 } },
    },
    inputs: { 'offer-id': 'contoso-vm contoso-idle contoso-live contoso-kept', 'if-nothing-to-cancel': 'warn' },
  },
  environment: {
    story: 'GitHub has a deployment of the offer, which is marked inactive once the offer is canceled',
    outcome: 'canceled',
    isRunning: true,
    cancel: accepted,
    end: soon,
    isDeployed: true,
  },
  ...signInScenarios,
} as const satisfies Record<string, Scenario>;

export function scenarioNamed(name: string): Scenario | undefined {
  return Object.entries(scenarios).find(([known]) => known === name)?.[1];
}
