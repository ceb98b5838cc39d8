/** How each recipe of the documents must end when act runs it: an event, what the service does, how the jobs end, how many cancels were sent. */
import type { scenariosByApi } from '../src/sandbox/scenarios.ts';

type ScenariosByApi = typeof scenariosByApi;

export interface WorkflowCase {
  /** The name in `<!-- recipe: name -->`, of a template, or `rehearsal`. */
  readonly recipe: string;
  readonly what: string;
  readonly event: { readonly name: string; readonly payload: object };
  /** How one of the APIs behaves. Without it each of them cancels: `synchronous`, `submission-gone`, `job-canceled`. */
  readonly scenario?: { [Api in keyof ScenariosByApi]: keyof ScenariosByApi[Api] }[keyof ScenariosByApi];
  /** The shell lines of publish.sh. */
  readonly publish?: string;
  /** The shell lines of check.sh. */
  readonly check?: string;
  /** Job → its results, one for each of a matrix; a job that is skipped is missing. */
  readonly jobs: Readonly<Record<string, string>>;
  readonly cancels?: number;
  /** How many cancels the sandboxes of the workflow itself got, as their post steps show. */
  readonly rehearsed?: number;
  /** What is in each message that the chat gets. */
  readonly chat?: readonly string[];
  /** Every step that runs, with its result. */
  readonly steps?: readonly string[];
}

const running = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const tag = { ref: 'refs/tags/v1.2.3' };
const pushed = { name: 'push', payload: tag };
const dispatched = (inputs = {}): WorkflowCase['event'] => ({ name: 'workflow_dispatch', payload: { inputs } });
const release = (action: string): WorkflowCase['event'] => ({
  name: 'release',
  payload: { action, release: { tag_name: 'v1.2.3' }, ...tag },
});
const template = dispatched({ 'publisher-id': 'contoso', 'offer-id': 'a b', mode: 'cancel' });
const publishes = (id: string): string => `echo "operation-id=${id}" >> "$GITHUB_OUTPUT"`;
const failsOnce = (id: string): string => `test -f published && exit 0; touch published; ${publishes(id)}; exit 1`;
const checkout = `actions/checkout@${'0'.repeat(40)}: success`;
const login = `azure/login@${'0'.repeat(40)}: success`;
const tookBack = [checkout, 'Publish: failure', 'Take it back: success'];
const ok = 'success';
const bad = 'failure';

export const cases: readonly WorkflowCase[] = [
  { recipe: 'quick-start', what: 'a dry run', event: dispatched(), jobs: { stop: ok } },
  { recipe: 'quick-start', what: 'nothing runs', event: dispatched(), scenario: 'submission-failed', jobs: { stop: ok } },
  { recipe: 'quick-start-portal', what: 'a dry run', event: dispatched(), jobs: { example: ok } },
  { recipe: 'quick-start-portal', what: 'nothing runs', event: dispatched(), scenario: 'nothing-running', jobs: { example: ok } },
  { recipe: 'release', what: 'unpublished', event: release('unpublished'), jobs: { rollback: ok }, cancels: 1 },
  { recipe: 'release', what: 'deleted', event: release('deleted'), jobs: { rollback: ok }, cancels: 1 },
  { recipe: 'release', what: 'it is live', event: release('deleted'), scenario: 'submission-going-live', jobs: { rollback: bad } },
  { recipe: 'release', what: 'it failed by itself', event: release('deleted'), scenario: 'submission-failed', jobs: { rollback: bad } },
  { recipe: 'field-run', what: 'a dry run', event: dispatched({ 'dry-run': 'true' }), jobs: { 'field-run': ok } },
  { recipe: 'field-run', what: 'a cancel', event: dispatched({ 'dry-run': 'false' }), jobs: { 'field-run': ok }, cancels: 1 },
  {
    recipe: 'environment',
    what: 'a rehearsal leaves deployments alone',
    event: release('unpublished'),
    jobs: { rollback: ok },
    cancels: 1,
  },
  {
    recipe: 'publish',
    what: 'the publish fails, is taken back and done again',
    event: pushed,
    publish: failsOnce(running),
    jobs: { publish: bad },
    cancels: 1,
    steps: [...tookBack, 'Publish again: success'],
  },
  {
    recipe: 'publish',
    what: 'another operation runs',
    event: pushed,
    publish: failsOnce('0f9c2a54-6f0e-4a53-9a3d-2d7f5d1f4c01'),
    jobs: { publish: bad },
    steps: [checkout, 'Publish: failure', 'Take it back: failure'],
  },
  { recipe: 'publish', what: 'fails before it has an operation', event: pushed, publish: 'exit 1', jobs: { publish: bad } },
  { recipe: 'publish', what: 'goes well', event: pushed, jobs: { publish: ok } },
  {
    recipe: 'publish',
    what: 'the run is canceled in the middle',
    event: pushed,
    publish: `${publishes(running)}; echo cancel this run; sleep 20`,
    jobs: { publish: bad },
    cancels: 1,
    steps: tookBack,
  },
  { recipe: 'panic-button', what: 'rehearse', event: dispatched({ mode: 'rehearse' }), jobs: { stop: ok }, rehearsed: 3 },
  { recipe: 'panic-button', what: 'look', event: dispatched({ mode: 'look' }), jobs: { stop: ok } },
  { recipe: 'panic-button', what: 'cancel', event: dispatched({ mode: 'cancel' }), jobs: { stop: ok }, cancels: 3 },
  { recipe: 'rehearse', what: 'a sandbox of its own', event: dispatched(), jobs: { rehearse: ok }, rehearsed: 1 },
  { recipe: 'publishers', what: 'three, of two offers', event: dispatched(), jobs: { stop: `${ok} ${ok} ${ok}` }, cancels: 6 },
  {
    recipe: 'several-apis',
    what: 'an offer of the portal, two of the submission API',
    event: dispatched(),
    jobs: { stop: `${ok} ${ok} ${ok}` },
    cancels: 3,
  },
  {
    recipe: 'al-go',
    what: 'the delivery fails',
    event: dispatched(),
    publish: 'exit 1',
    jobs: { Deliver: bad, 'CustomJob-TakeBack': ok },
    cancels: 1,
  },
  {
    recipe: 'al-go',
    what: 'the delivery fails before it submits anything',
    event: dispatched(),
    scenario: 'submission-draft-failed',
    publish: 'exit 1',
    jobs: { Deliver: bad, 'CustomJob-TakeBack': ok },
  },
  {
    recipe: 'al-go',
    what: 'the run is canceled in the middle',
    event: dispatched(),
    publish: 'echo cancel this run; sleep 20',
    jobs: { Deliver: bad, 'CustomJob-TakeBack': ok },
    cancels: 1,
  },
  { recipe: 'al-go', what: 'goes well', event: dispatched(), jobs: { Deliver: ok } },
  {
    recipe: 'configure',
    what: 'the check fails, and the job is taken back',
    event: dispatched(),
    check: 'exit 1',
    jobs: { publish: bad },
    cancels: 1,
    steps: [checkout, login, 'Publish: success', 'Check: failure', 'Take it back: success'],
  },
  {
    recipe: 'configure',
    what: 'it is too late',
    event: dispatched(),
    scenario: 'job-already-live',
    check: 'exit 1',
    jobs: { publish: bad },
    cancels: 1,
    steps: [checkout, login, 'Publish: success', 'Check: failure', 'Take it back: failure'],
  },
  { recipe: 'configure', what: 'goes well', event: dispatched(), jobs: { publish: ok } },
  { recipe: 'afterwards', what: 'canceled', event: dispatched(), jobs: { rollback: ok, fix: ok }, cancels: 1, chat: [running] },
  {
    recipe: 'afterwards',
    what: 'refused',
    event: dispatched(),
    scenario: 'refused-403',
    jobs: { rollback: bad },
    cancels: 1,
    chat: ['403'],
  },
  { recipe: 'without-guard', what: 'no id', event: dispatched(), publish: 'exit 1', jobs: { publish: bad }, cancels: 1 },
  { recipe: 'federated', what: "a dry run with the job's token", event: dispatched(), jobs: { rollback: ok } },
  { recipe: 'client-secret', what: 'a secret', event: dispatched(), jobs: { example: ok }, cancels: 1 },
  { recipe: 'azure-login', what: 'a token of az (a stand-in for it)', event: dispatched(), jobs: { example: ok }, cancels: 1 },
  { recipe: 'reusable', what: 'outputs passed up', event: release('deleted'), jobs: { rollback: ok, tell: ok }, cancels: 2 },
  { recipe: 'stop-publishing', what: 'the template', event: template, jobs: { rollback: ok }, cancels: 2 },
  {
    recipe: 'rehearsal',
    what: 'uses ./ and ./sandbox',
    event: dispatched(),
    rehearsed: 7,
    jobs: { cancel: ok, publish: bad, publishers: `${ok} ${ok}`, 'goes-on': ok, gate: ok },
  },
];
