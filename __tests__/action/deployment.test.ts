import { describe, expect, it } from 'vitest';
import { createDeactivate, loadBundle, markDeployment } from '../../src/action/deployment.ts';
import type { Clock } from '../../src/clock.ts';
import type { Deactivation, DeactivationRequest } from '../../src/deployment/deactivate.ts';
import type { Plan } from '../../src/inputs/plan.ts';
import { portalFacts } from '../../src/marketplace/portal/facts.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import type { OfferResult } from '../../src/outcome/result.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { offerResult } from '../support/result.ts';

const plan: Plan = {
  api: portalFacts,
  publisherId: 'contoso',
  offerIds: ['a'],
  emails: [],
  signIn: { method: 'token', token: 'eyJ0.e30.c2ln', resource: portalFacts.origin },
  operationId: '',
  operationProduct: '',
  ifNothingToCancel: 'error',
  wait: true,
  timeoutMs: 60_000,
  isTimeoutAtMaximum: false,
  pollIntervalMs: 10_000,
  isDryRun: false,
  environment: 'production',
  githubToken: 'ghs_x',
  ifMatch: '',
  apiVersion: '2017-10-31',
  baseUrl: 'https://cloudpartner.azure.com',
  recording: '',
  isSandbox: false,
  unusedProxy: '',
  notices: [],
  warnings: [],
  debugNotes: [],
};

const job = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'contoso/offers',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_RUN_ID: '42',
};

const verdictOf = (outcome: Outcome, index: number): OfferResult => offerResult({ offerId: `offer-${index + 1}`, outcome });

interface Mark {
  readonly outcomes?: readonly Outcome[];
  readonly plan?: Partial<Plan>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly result?: Deactivation;
  /** Of the step's time, ms. */
  readonly left?: number;
  readonly stop?: AbortSignal;
}

async function mark({ outcomes = ['canceled'], environment = {}, left = 60_000, stop = new AbortController().signal, ...rest }: Mark) {
  const orders: { order: DeactivationRequest; timeoutMs: number; stop: AbortSignal }[] = [];
  const runner = createFakeRunner({ environment: { ...job, ...environment } });
  const deactivate = async (order: DeactivationRequest, timeoutMs: number, signal: AbortSignal): Promise<Deactivation> => {
    orders.push({ order, timeoutMs, stop: signal });
    return rest.result ?? { done: 'deployment 7 of main' };
  };
  const limits = { clock: createFakeClock(), deadlineMs: left, stop };
  await markDeployment(runner, deactivate, { ...plan, ...rest.plan }, outcomes.map(verdictOf), limits);
  return { orders, lines: runner.lines, summaries: runner.summaries };
}

const failed = (why: string): string =>
  `warning: The deployment to the environment "production" could not be marked inactive: ${why}. The result of the cancel stands. If it matters, mark the deployment inactive in GitHub. More about this: docs/troubleshooting.md#deployment`;

describe('when a deployment is marked', () => {
  it.each<Mark & { name: string; isDue: boolean }>([
    { name: 'canceled', isDue: true },
    { name: 'canceled, by wait: false', plan: { wait: false }, isDue: true },
    { name: 'canceled and accepted', outcomes: ['accepted', 'canceled'], isDue: true },
    { name: 'accepted alone', outcomes: ['accepted'], isDue: false },
    { name: 'planned', outcomes: ['planned'], plan: { isDryRun: true }, isDue: false },
    { name: 'a dry run that finds the guarded operation canceled', plan: { isDryRun: true }, isDue: false },
    { name: 'canceled and one red', outcomes: ['canceled', 'refused'], isDue: false },
    { name: 'canceled, and nothing to cancel is red', outcomes: ['canceled', 'nothing-to-cancel'], isDue: false },
    {
      name: 'canceled, and nothing to cancel is a warning',
      outcomes: ['canceled', 'nothing-to-cancel'],
      plan: { ifNothingToCancel: 'warn' },
      isDue: true,
    },
    { name: 'nothing to cancel, ignored', outcomes: ['nothing-to-cancel'], plan: { ifNothingToCancel: 'ignore' }, isDue: false },
    { name: 'no environment', plan: { environment: '' }, isDue: false },
    { name: 'no token', plan: { githubToken: '' }, isDue: false },
  ])('$name: $isDue', async ({ isDue, ...given }) => {
    const { orders, lines } = await mark(given);
    expect({ orders: orders.length, lines }).toStrictEqual({
      orders: isDue ? 1 : 0,
      lines: isDue ? ['Marked inactive in the environment "production": deployment 7 of main.'] : [],
    });
  });

  it('sends this order, with ten seconds', async () => {
    const { signal } = new AbortController();
    const { orders } = await mark({ stop: signal });
    expect(orders).toStrictEqual([
      {
        order: {
          apiUrl: 'https://api.github.com',
          owner: 'contoso',
          repo: 'offers',
          environment: 'production',
          token: 'ghs_x',
          logUrl: 'https://github.com/contoso/offers/actions/runs/42',
          description: 'Canceled in Azure Marketplace: contoso/offer-1',
        },
        timeoutMs: 10_000,
        stop: signal,
      },
    ]);
  });

  it.each([
    { name: 'several offers', given: { outcomes: ['canceled', 'accepted', 'canceled'] }, description: '2 offers of contoso' },
    { name: 'no publisher', given: { plan: { publisherId: '' } }, description: 'offer-1' },
    {
      name: 'several offers, no publisher',
      given: { plan: { publisherId: '' }, outcomes: ['canceled', 'canceled'] },
      description: '2 offers',
    },
    { name: 'a long name', given: { plan: { publisherId: 'p'.repeat(128) } }, description: `${'p'.repeat(108)}…` },
  ] as const)('says in 140 characters why: $name', async ({ given, description }) => {
    const { orders } = await mark(given);
    expect(orders[0]?.order.description).toBe(`Canceled in Azure Marketplace: ${description}`);
    expect(orders[0]?.order.description.length).toBeLessThanOrEqual(140);
  });

  it.each([
    { url: 'https://ghe.example/api/v3/', apiUrl: 'https://ghe.example/api/v3' },
    { url: 'http://127.0.0.1:1/api/v3', apiUrl: 'http://127.0.0.1:1/api/v3' },
  ])('GH-11 at $url', async ({ url, apiUrl }) => {
    const { orders } = await mark({ environment: { GITHUB_API_URL: url } });
    expect(orders[0]?.order.apiUrl).toBe(apiUrl);
  });

  it('a success is in the summary as well, and commands nothing', async () => {
    const { lines, summaries } = await mark({ plan: { environment: '##[error] | <b>' }, result: { done: 'deployment 7 of v1|2' } });
    expect(lines).toStrictEqual(['Marked inactive in the environment "# #[error] | <b>": deployment 7 of v1|2.']);
    expect(summaries).toStrictEqual([
      '\nMarked inactive in the environment "\\# \\#\\[error\\] \\| &#60;b&#62;": deployment 7 of v1\\|2.\n',
    ]);
  });
});

describe('why no deployment is marked: one warning', () => {
  const api = 'GITHUB_API_URL is not an https address; let the runner set it';
  const repository = 'GITHUB_REPOSITORY is not an owner/name; let the runner set it';
  const link = 'GITHUB_SERVER_URL and GITHUB_RUN_ID give no link to this run; let the runner set them';
  it.each([
    {
      variable: 'GITHUB_API_URL',
      values: ['', 'x', 'http://ghe.example', 'ftp://127.0.0.1', 'https://u:p@ghe.example', 'https://a/?b', 'https://a/#b'],
      why: api,
    },
    { variable: 'GITHUB_REPOSITORY', values: ['', 'offers', 'a/b/c', '../x', 'a/..', 'a b/c', '/x'], why: repository },
    { variable: 'GITHUB_SERVER_URL', values: ['', 'github.com', 'javascript://x', 'https:///x', 'https://a b'], why: link },
    { variable: 'GITHUB_RUN_ID', values: ['', 'x', '1/2/x'], why: link },
  ])('GH-13 $variable', async ({ variable, values, why }) => {
    for (const value of values) {
      const { orders, lines } = await mark({ environment: { [variable]: value } });
      expect({ value, orders: orders.length, lines }).toStrictEqual({ value, orders: 0, lines: [failed(why)] });
    }
  });

  it.each([
    { given: {}, why: api },
    { given: { GITHUB_API_URL: 'https://api.github.com' }, why: repository },
    { given: { GITHUB_API_URL: 'https://api.github.com', GITHUB_REPOSITORY: 'contoso/offers' }, why: link },
  ])('GH-13 outside a runner, $given', async ({ given, why }) => {
    const runner = createFakeRunner({ environment: given });
    const limits = { clock: createFakeClock(), deadlineMs: 1, stop: new AbortController().signal };
    await markDeployment(runner, () => Promise.reject(new Error('unexpected')), plan, [verdictOf('canceled', 0)], limits);
    expect(runner.lines).toStrictEqual([failed(why)]);
  });

  it('G7 the bundle reports a trouble', async () => {
    const { lines, summaries } = await mark({ result: { trouble: 'HTTP 403, "x ##[error]"' } });
    expect({ lines, summaries }).toStrictEqual({ lines: [failed('HTTP 403, "x # #[error]"')], summaries: [] });
  });

  it.each([
    { left: 0, why: 'the time was up; allow more in timeout-minutes' },
    { left: -3000, why: 'the time was up; allow more in timeout-minutes' },
  ])('G3 $left ms before the deadline', async ({ left, why }) => {
    const { orders, lines } = await mark({ left });
    expect({ orders, lines }).toStrictEqual({ orders: [], lines: [failed(why)] });
  });

  it('G3 never beyond the deadline', async () => {
    const { orders } = await mark({ left: 2500 });
    expect(orders[0]?.timeoutMs).toBe(2500);
  });

  it('G3 the run was canceled', async () => {
    const { orders, lines } = await mark({ stop: AbortSignal.abort() });
    expect({ orders, lines }).toStrictEqual({ orders: [], lines: [failed('the run was canceled')] });
  });

  it('a rehearsal does not reach the real GitHub', async () => {
    const { orders, lines } = await mark({ plan: { isSandbox: true } });
    expect({ orders, lines }).toStrictEqual({
      orders: [],
      lines: ['Sandbox: a rehearsal leaves the deployments to the environment "production" alone'],
    });
  });

  it.each([
    { what: 'a GitHub on this machine', url: 'http://127.0.0.1:1', orders: 1 },
    { what: 'no GitHub at all', url: '', orders: 0 },
  ])('a rehearsal with $what', async ({ url, orders }) => {
    expect((await mark({ plan: { isSandbox: true }, environment: { GITHUB_API_URL: url } })).orders).toHaveLength(orders);
  });
});

describe('createDeactivate', () => {
  const order: DeactivationRequest = { apiUrl: '', owner: '', repo: '', environment: '', token: '', logUrl: '', description: '' };
  const never = new AbortController().signal;
  /** A clock whose sleeper wakes by order alone. */
  function sleeper() {
    let wake = (): void => undefined;
    const asked: number[] = [];
    const sleep: Clock['sleep'] = (ms, signal) => {
      asked.push(ms);
      return new Promise((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    };
    return { clock: { ...createFakeClock(), sleep }, asked, wake: () => wake() };
  }

  it('hands the order to the bundle, and its signal aborts when all is over', async () => {
    const { clock, asked } = sleeper();
    const heard: { order: DeactivationRequest; signal: AbortSignal }[] = [];
    const bundle = {
      deactivate: async (given: DeactivationRequest, signal: AbortSignal) => {
        heard.push({ order: given, signal });
        return { done: 'deployment 7' };
      },
    };
    expect(await createDeactivate(clock, async () => bundle)(order, 2500, never)).toStrictEqual({ done: 'deployment 7' });
    expect({ asked, order: heard[0]?.order, isAborted: heard[0]?.signal.aborted }).toStrictEqual({ asked: [2500], order, isAborted: true });
  });

  it('G3 a bundle that never settles', async () => {
    const { clock, wake } = sleeper();
    const bundle = {
      deactivate: () => {
        wake();
        return new Promise<never>(() => undefined);
      },
    };
    expect(await createDeactivate(clock, async () => bundle)(order, 1, never)).toStrictEqual({
      trouble: 'no answer of GitHub in time, so look at it first',
    });
  });

  it('G3 the run is canceled meanwhile', async () => {
    const stop = new AbortController();
    const bundle = {
      deactivate: () => {
        stop.abort();
        return new Promise<never>(() => undefined);
      },
    };
    expect(await createDeactivate(sleeper().clock, async () => bundle)(order, 1, stop.signal)).toStrictEqual({
      trouble: 'the run was canceled',
    });
  });

  it('a bundle that throws', async () => {
    const bundle = {
      deactivate: () => {
        throw new Error('::error::x');
      },
    };
    expect(await createDeactivate(sleeper().clock, async () => bundle)(order, 1, never)).toStrictEqual({
      trouble: 'please report it (Error: ::error::x)',
    });
  });

  it('no bundle beside the source', async () => {
    await expect(loadBundle()).rejects.toThrow(/deployment\/index\.js/);
    expect(await createDeactivate(sleeper().clock)(order, 1, never)).toStrictEqual({
      trouble: expect.stringMatching(/^please report it \(Error: Cannot find module/),
    });
  });
});
