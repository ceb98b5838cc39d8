import type { scenarios } from '../src/sandbox/scenarios.ts';

export interface WorkflowCase {
  /** The name in `<!-- recipe: name -->`, of a template, or `rehearsal`. */
  readonly recipe: string;
  readonly what: string;
  readonly event: string;
  readonly payload?: object;
  /** How the service behaves; `synchronous` when absent. */
  readonly scenario?: keyof typeof scenarios;
  /** The shell lines of publish.sh. */
  readonly publish?: string;
  readonly expected: {
    readonly jobs: Readonly<Record<string, string>>;
    readonly cancels?: number;
    /** How each message begins that the chat was told. */
    readonly chat?: readonly string[];
  };
  /** Every step that must have run, with its result, and no other. */
  readonly steps?: readonly string[];
}

const running = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const tag = { ref: 'refs/tags/v1.2.3' };
const release = (action: string): object => ({ action, release: { tag_name: 'v1.2.3' }, ...tag });
const canceled = `Sandbox: Operation ${running} (publish, staging) is canceled.`;
/** Publishes once in vain, telling the operation that runs, and then well. */
const failsOnce = (id: string): string =>
  `test -f published && exit 0; touch published; echo "operation-id=${id}" >> "$GITHUB_OUTPUT"; exit 1`;
const checkout = `actions/checkout@${'0'.repeat(40)}: success`;
const ok = 'success';
const bad = 'failure';

export const cases: readonly WorkflowCase[] = [
  { recipe: 'quick-start', what: 'a dry run cancels nothing', event: 'workflow_dispatch', expected: { jobs: { stop: ok } } },
  {
    recipe: 'release',
    what: 'an unpublished release',
    event: 'release',
    payload: release('unpublished'),
    expected: { jobs: { rollback: ok }, cancels: 1 },
  },
  {
    recipe: 'release',
    what: 'a deleted release',
    event: 'release',
    payload: release('deleted'),
    expected: { jobs: { rollback: ok }, cancels: 1 },
  },
  {
    recipe: 'release',
    what: 'with nothing to stop, a warning',
    event: 'release',
    payload: release('deleted'),
    scenario: 'nothing-running',
    expected: { jobs: { rollback: ok } },
  },
  {
    recipe: 'environment',
    what: 'a rehearsal leaves the deployments of GitHub alone',
    event: 'release',
    payload: release('unpublished'),
    expected: { jobs: { rollback: ok }, cancels: 1 },
  },
  {
    recipe: 'publish',
    what: 'the publish fails, is taken back and done again',
    event: 'push',
    payload: tag,
    publish: failsOnce(running),
    expected: { jobs: { publish: bad }, cancels: 1 },
    steps: [checkout, 'Publish: failure', 'Take it back: success', 'Publish again: success'],
  },
  {
    recipe: 'publish',
    what: 'another operation runs, which is left alone',
    event: 'push',
    payload: tag,
    publish: failsOnce('0f9c2a54-6f0e-4a53-9a3d-2d7f5d1f4c01'),
    expected: { jobs: { publish: bad } },
    steps: [checkout, 'Publish: failure', 'Take it back: failure'],
  },
  {
    recipe: 'publish',
    what: 'the publish fails before it has an operation',
    event: 'push',
    payload: tag,
    publish: 'exit 1',
    expected: { jobs: { publish: bad } },
  },
  { recipe: 'publish', what: 'the publish goes well', event: 'push', payload: tag, expected: { jobs: { publish: ok } } },
  {
    recipe: 'publish',
    what: 'the run is canceled in the middle',
    event: 'push',
    payload: tag,
    publish: `echo "operation-id=${running}" >> "$GITHUB_OUTPUT"; echo cancel this run; sleep 20`,
    expected: { jobs: { publish: bad }, cancels: 1 },
    steps: [checkout, 'Publish: failure', 'Take it back: success'],
  },
  {
    recipe: 'panic-button',
    what: 'rehearse',
    event: 'workflow_dispatch',
    payload: { inputs: { mode: 'rehearse' } },
    expected: { jobs: { stop: ok } },
  },
  {
    recipe: 'panic-button',
    what: 'cancel',
    event: 'workflow_dispatch',
    payload: { inputs: { mode: 'cancel' } },
    expected: { jobs: { stop: ok }, cancels: 3 },
  },
  {
    recipe: 'publishers',
    what: 'two offers each of three',
    event: 'workflow_dispatch',
    expected: { jobs: { stop: `${ok} ${ok} ${ok}` }, cancels: 6 },
  },
  {
    recipe: 'afterwards',
    what: 'canceled: the chat is told, the next job runs',
    event: 'workflow_dispatch',
    expected: { jobs: { rollback: ok, fix: ok }, cancels: 1, chat: [canceled] },
  },
  {
    recipe: 'afterwards',
    what: 'refused: the chat is told, the next job does not run',
    event: 'workflow_dispatch',
    scenario: 'refused-403',
    expected: { jobs: { rollback: bad }, cancels: 1, chat: ['Sandbox: The service refused the cancel: HTTP 403'] },
  },
  {
    recipe: 'without-guard',
    what: 'the publish fails without an id',
    event: 'workflow_dispatch',
    publish: 'exit 1',
    expected: { jobs: { publish: bad }, cancels: 1 },
  },
  {
    recipe: 'federated',
    what: "signs in with the job's token",
    event: 'workflow_dispatch',
    expected: { jobs: { rollback: ok }, cancels: 1 },
  },
  { recipe: 'client-secret', what: 'signs in with a secret', event: 'workflow_dispatch', expected: { jobs: { example: ok }, cancels: 1 } },
  {
    recipe: 'azure-login',
    what: 'a token from az (a stand-in for it)',
    event: 'workflow_dispatch',
    expected: { jobs: { example: ok }, cancels: 1 },
  },
  {
    recipe: 'reusable',
    what: 'called, outputs passed up',
    event: 'release',
    payload: release('deleted'),
    expected: { jobs: { rollback: ok, tell: ok }, cancels: 2 },
  },
  {
    recipe: 'stop-publishing',
    what: 'the template, in earnest',
    event: 'workflow_dispatch',
    payload: { inputs: { 'publisher-id': 'contoso', 'offer-id': 'a b', mode: 'cancel' } },
    expected: { jobs: { rollback: ok }, cancels: 2 },
  },
  {
    recipe: 'rehearsal',
    what: 'uses ./: sandbox in the background, chained outputs, a failed publish, a matrix, continue-on-error',
    event: 'workflow_dispatch',
    expected: { jobs: { cancel: ok, publish: bad, publishers: `${ok} ${ok}`, 'goes-on': ok, gate: ok } },
  },
];
