import { describe, expect, it, onTestFinished } from 'vitest';
import type { Deactivation, DeactivationRequest } from '../../src/deployment/deactivate.ts';
import { deactivate } from '../../src/deployment/octokit.ts';
import {
  deployment,
  environment,
  type Github,
  type GithubScript,
  github,
  githubFaults,
  githubToken,
  inUse,
  ok,
  status,
} from '../support/github.ts';
import { closedPort } from '../support/rawServer.ts';

interface Played {
  readonly result: Deactivation;
  readonly heard: Github['heard'];
}

async function play(
  script: GithubScript,
  order: Partial<DeactivationRequest> = {},
  signal = new AbortController().signal,
): Promise<Played> {
  const { apiUrl, heard, close } = await github(script);
  onTestFinished(close);
  const usual = {
    apiUrl,
    owner: 'contoso',
    repo: 'offers',
    environment,
    token: githubToken,
    logUrl: 'https://github.example/run',
    description: 'Why',
  };
  return { result: await deactivate({ ...usual, ...order }, signal), heard };
}

const requests = ({ heard }: Played): string[] => heard.map(({ name }) => name);

describe('what the wire does to a deployment', () => {
  it.each(githubFaults)('$name', async ({ script, says }) => {
    const { result } = await play(script);
    expect(result).toStrictEqual({ trouble: typeof says === 'string' ? says : expect.stringMatching(says) });
  });

  it('GH-06 no server listens', async () => {
    const { result } = await play(inUse, { apiUrl: `http://127.0.0.1:${await closedPort()}` });
    expect(result).toStrictEqual({ trouble: 'no answer of GitHub (ECONNREFUSED)' });
  });

  it('GH-06 silence ends when the signal aborts', async () => {
    const over = new AbortController();
    const { result } = await play({ ...inUse, 'GET deployments': () => over.abort() }, {}, over.signal);
    expect(result).toStrictEqual({ trouble: expect.stringMatching(/^no answer of GitHub \(.*abort/) });
  });
});

describe('the deployment that is marked', () => {
  it.each([
    { name: 'the only one', script: inUse, done: 'deployment 7 of v7', asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'] },
    {
      name: 'GH-04 the newest failed: the one before it',
      script: { ...inUse, 'GET deployments': ok([deployment(9), deployment(7)]), 'GET 9/statuses': ok([status('failure')]) },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 9/statuses', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: 'the newest, in whatever order they come',
      script: { ...inUse, 'GET deployments': ok([deployment(3), deployment(7), deployment(5)]) },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: "the newest by GitHub's own time",
      script: {
        ...inUse,
        'GET deployments': ok([
          { ...deployment(9), created_at: '2026-11-20T10:00:00Z' },
          { ...deployment(7), created_at: '2026-11-22T10:00:00Z' },
        ]),
      },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: 'one that does not name its environment',
      script: { ...inUse, 'GET deployments': ok([{ id: 7, ref: 'v7' }]) },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: 'by its latest status, in whatever order they come',
      script: { ...inUse, 'GET 7/statuses': ok([status('in_progress', 1), status('success', 3), status('failure', 2)]) },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: 'the environment without regard to case, and never that of another',
      script: { ...inUse, 'GET deployments': ok([deployment(9, 'staging'), deployment(7, 'PRODUCTION')]) },
      done: 'deployment 7 of v7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
    {
      name: 'GH-10 a ref that is no text',
      script: { ...inUse, 'GET deployments': ok([{ ...deployment(7), ref: 1 }]) },
      done: 'deployment 7',
      asks: ['GET deployments', 'GET 7/statuses', 'POST 7/statuses'],
    },
  ])('$name', async ({ script, done, asks }) => {
    const played = await play(script);
    expect({ result: played.result, asks: requests(played) }).toStrictEqual({ result: { done }, asks });
  });

  it('GH-04 of more than 30 the newest 30 are looked at, in one page', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => index + 100);
    const script = Object.fromEntries(ids.map((id) => [`GET ${id}/statuses`, ok([status('inactive')])]));
    const played = await play({
      ...script,
      'GET deployments': { ...ok(ids.map((id) => deployment(id))), headers: { link: '<https://x.example/?page=2>; rel="next"' } },
    });
    expect(played.result).toStrictEqual({ trouble: 'the latest status of none of its 30 newest deployments is success' });
    expect(requests(played)).toStrictEqual([
      'GET deployments',
      ...ids
        .toReversed()
        .slice(0, 30)
        .map((id) => `GET ${id}/statuses`),
    ]);
  });

  it.each(['Prod / Köln', '90% & more?#x', '../..', 'ﬁrst 🚀'])('GH-11 an environment called %s', async (name) => {
    const { result, heard } = await play({ ...inUse, 'GET deployments': ok([deployment(7, name)]) }, { environment: name });
    expect(result).toStrictEqual({ done: 'deployment 7 of v7' });
    expect(heard[0]?.path).toBe(`/api/v3/repos/contoso/offers/deployments?environment=${encodeURIComponent(name)}&per_page=30`);
  });

  it('GH-11 F19 sends exactly this, under the path of a GitHub Enterprise Server', async () => {
    const { heard } = await play(inUse);
    expect(heard.map(({ path, body }) => [path, body])).toStrictEqual([
      ['/api/v3/repos/contoso/offers/deployments?environment=production&per_page=30', ''],
      ['/api/v3/repos/contoso/offers/deployments/7/statuses?per_page=100', ''],
      [
        '/api/v3/repos/contoso/offers/deployments/7/statuses',
        '{"state":"inactive","log_url":"https://github.example/run","description":"Why","auto_inactive":false}',
      ],
    ]);
    expect(heard.map(({ headers }) => headers['authorization'])).toStrictEqual(Array(3).fill(`token ${githubToken}`));
    expect(heard.map(({ headers }) => headers['user-agent'])).toStrictEqual(
      Array(3).fill(expect.stringMatching(/^cancel-azure-marketplace-operation\/\d+\.\d+\.\d+ /)),
    );
  });
});
