import type { SubmissionScenario } from './scenario.ts';

const api = 'submission';
const atOnce = { as: 'gone', afterMs: 0 } as const;
const aMinute = { 'timeout-minutes': '1' };

function refusal(status: 400 | 403 | 404 | 409, what = ''): SubmissionScenario {
  return { api, description: `the DELETE is refused with ${status}${what}`, outcome: 'refused', refused: status };
}

export const submissionScenarios = {
  'submission-gone': {
    api,
    description: 'the service takes the DELETE (204), and the submission is gone',
    outcome: 'canceled',
    end: atOnce,
  },
  'submission-canceled': {
    api,
    description: 'the submission stays, and says Cancelled',
    outcome: 'canceled',
    end: { as: { state: 'InProgress', substate: 'Cancelled' }, afterMs: 0 },
  },
  'submission-slow': {
    api,
    description: '204, and the submission runs for four seconds more',
    outcome: 'canceled',
    end: { as: 'gone', afterMs: 4_000 },
  },
  'submission-stuck': {
    api,
    description: '204, and the submission never stops; the step gives up after a minute',
    outcome: 'timed-out',
    inputs: aMinute,
  },
  'submission-too-late': {
    api,
    description: '204, but the submission reaches its preview, which goes live by itself',
    outcome: 'too-late',
    end: { as: { state: 'Published', substate: 'ReadyToPublish', isAutoPromote: true }, afterMs: 2_500 },
  },
  'submission-going-live': {
    api,
    description: 'the submission is on its way to live, where no DELETE stops it',
    outcome: 'too-late',
    first: { state: 'Published', substate: 'Publishing' },
  },
  'submission-failed': {
    api,
    description: 'the submission has failed, although its state says InProgress',
    outcome: 'nothing-to-cancel',
    first: { state: 'InProgress', substate: 'Failed', pending: 'Completed' },
  },
  'submission-draft': {
    api,
    description: 'the newest submission is a draft, perhaps a person works on it',
    outcome: 'failed',
    first: { state: 'InProgress', substate: 'InDraft', pending: 'Completed' },
    end: atOnce,
  },
  'submission-draft-running': {
    api,
    description: 'a publish has just begun: it says InDraft, with an update that runs',
    outcome: 'canceled',
    first: { state: 'InProgress', substate: 'InDraft', pending: 'Running' },
    end: atOnce,
  },
  'submission-draft-failed': {
    api,
    description: 'a publish has failed at once: it says InDraft, with an update that failed',
    outcome: 'nothing-to-cancel',
    first: { state: 'InProgress', substate: 'InDraft', pending: 'Failed' },
    end: atOnce,
  },
  'submission-still-listed': {
    api,
    description: '204, then the submission answers 404 and is listed all the same; the step gives up after a minute',
    outcome: 'timed-out',
    end: { as: 'gone, but listed', afterMs: 0 },
    inputs: aMinute,
  },
  'submission-newer': {
    api,
    description: 'the submission is gone, and a newer one runs',
    outcome: 'unknown',
    end: atOnce,
    meanwhile: 'a newer submission',
  },
  'submission-published-changed': {
    api,
    description: 'the submission is gone, and something else went live',
    outcome: 'unknown',
    end: atOnce,
    meanwhile: 'the preview went live',
  },
  'submission-pages': {
    api,
    description: 'the list has two pages, and the running submission is on the second',
    outcome: 'canceled',
    pages: 'two',
    end: atOnce,
  },
  'submission-lost-page': {
    api,
    description: 'the second page of the list, with the running submission, answers 404',
    outcome: 'failed',
    pages: 'lost',
    end: atOnce,
  },
  'submission-refused-400': refusal(400, ', in a JSON string'),
  'submission-refused-403': refusal(403),
  'submission-refused-404': refusal(404, ', while the submission runs'),
  'submission-refused-409': refusal(409),
  'submission-throttled': {
    api,
    description: 'the service is busy (429) and asks to wait',
    outcome: 'canceled',
    throttled: 2,
    end: atOnce,
  },
  'submission-no-product': { api, description: 'no product has the id of the offer', outcome: 'refused', products: 0, end: atOnce },
  'submission-two-products': { api, description: 'two products have the id of the offer', outcome: 'failed', products: 2, end: atOnce },
  'submission-lookup-400': {
    api,
    description: 'every request for a product by the id of its offer is a 400, as in June 2026',
    outcome: 'failed',
    isLookupBroken: true,
    end: atOnce,
  },
} as const satisfies Record<string, SubmissionScenario>;
