import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reply in short, or what the wire does in its place. */
type GithubAnswer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | ((response: ServerResponse) => void);

/** Answers by short names, `GET deployments`, `GET 7/statuses`, `POST 7/statuses`. What it does not name gets a 404. */
export type GithubScript = Readonly<Record<string, GithubAnswer>>;

interface Heard {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Github {
  /** As on GitHub Enterprise Server, with a path. */
  readonly apiUrl: string;
  readonly heard: readonly Heard[];
  close(): Promise<void>;
}

export const environment = 'production';
export const repository = 'contoso/offers';
export const githubToken = 'ghs_0123456789+the/token=of%the~job';

export const deployment = (id: number, name: unknown = environment) => ({ id, ref: `v${id}`, environment: name });
export const ok = (body: unknown) => ({ status: 200, body });
export const status = (state: unknown, id = 1) => ({ id, state });

/** One deployment that is in use, and GitHub marks it. */
export const inUse: GithubScript = {
  'GET deployments': ok([deployment(7)]),
  'GET 7/statuses': ok([status('success')]),
  'POST 7/statuses': { status: 201, body: { state: 'inactive' } },
};

/** A stand-in for GitHub's REST API over HTTP. */
export async function github(script: GithubScript): Promise<Github> {
  const heard: Heard[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const name =
        `${method} ${url.replace(/^\/api\/v3\/repos\/contoso\/offers\/deployments\//, '').replace(/^.*\/deployments\?/, 'deployments?')}`.replace(
          /\?.*/,
          '',
        );
      heard.push({ name, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const answer = script[name] ?? { status: 404, body: { message: 'Not Found' } };
      if (typeof answer === 'function') return answer(outgoing);
      outgoing.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
      outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface GithubFault {
  readonly name: string;
  readonly script: GithubScript;
  /** The clause of the warning. */
  readonly says: string | RegExp;
}

const rights = 'give the job "permissions: { deployments: write }", in a reusable workflow the job that calls it too';
const tooMany = 'too many requests were made with this token: GitHub wants to be left alone for a while';
const message = (text: string) => ({ message: text, documentation_url: 'https://docs.github.com/rest' });
const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><title>Sign in</title>::error::x</html>' };
const noApi = 'HTTP 200, an answer that is not that of the GitHub API';

const list = (answer: GithubAnswer): GithubScript => ({ ...inUse, 'GET deployments': answer });
const statuses = (answer: GithubAnswer): GithubScript => ({ ...inUse, 'GET 7/statuses': answer });
const post = (answer: GithubAnswer): GithubScript => ({ ...inUse, 'POST 7/statuses': answer });

/** A text that a log must not obey, with our token in it. */
const nasty = `::error::forged\r\n::add-mask::a ##[add-mask]b \u2028 ${githubToken} ${encodeURIComponent(githubToken)}`;

/** What the wire does, and the warning that comes of it. */
export const githubFaults: readonly GithubFault[] = [
  {
    name: 'GH-01 the token is not valid',
    script: list({ status: 401, body: message('Bad credentials') }),
    says: 'HTTP 401, "Bad credentials", github-token is not valid here: write github-token: ${{ github.token }}',
  },
  {
    name: 'GH-02 no right to read',
    script: list({ status: 403, body: message('Resource not accessible by integration') }),
    says: `HTTP 403, "Resource not accessible by integration", ${rights}`,
  },
  {
    name: 'GH-02 no right to write',
    script: post({ status: 403, body: message('Resource not accessible by integration') }),
    says: `HTTP 403, "Resource not accessible by integration", ${rights}`,
  },
  {
    name: 'GH-02 a private repository that the token cannot see',
    script: list({ status: 404, body: message('Not Found') }),
    says: `HTTP 404, "Not Found", ${rights}`,
  },
  {
    name: 'GH-03 no such environment, or nothing deployed to it',
    script: list(ok([])),
    says: 'there is none; check the name in the input environment',
  },
  {
    name: 'GH-03 a service that does not filter',
    script: list(ok([deployment(7, 'staging'), deployment(8, null)])),
    says: 'there is none; check the name in the input environment',
  },
  {
    name: 'GH-04 the only deployment failed',
    script: statuses(ok([status('failure', 2), status('success', 1)])),
    says: 'the latest status of its only deployment is not success',
  },
  {
    name: 'GH-04 a deployment without any status',
    script: statuses(ok([])),
    says: 'the latest status of its only deployment is not success',
  },
  {
    name: 'GH-04 none of several is in use',
    script: {
      'GET deployments': ok([deployment(7), deployment(8)]),
      'GET 7/statuses': ok([status('inactive')]),
      'GET 8/statuses': ok([status('error')]),
    },
    says: 'the latest status of none of its 2 newest deployments is success',
  },
  { name: 'GH-05 429', script: list({ status: 429, body: '', headers: { 'retry-after': '60' } }), says: `HTTP 429, ${tooMany}` },
  {
    name: 'GH-05 403, nothing remains of the hour',
    script: list({ status: 403, body: message('API rate limit exceeded'), headers: { 'x-ratelimit-remaining': '0' } }),
    says: `HTTP 403, "API rate limit exceeded", ${tooMany}`,
  },
  {
    name: 'GH-05 403, nothing remains, without a word about it',
    script: list({ status: 403, body: message('No.'), headers: { 'x-ratelimit-remaining': '0' } }),
    says: `HTTP 403, "No.", ${tooMany}`,
  },
  {
    name: 'GH-02 403, though much remains',
    script: list({ status: 403, body: message('No.'), headers: { 'x-ratelimit-remaining': '10' } }),
    says: `HTTP 403, "No.", ${rights}`,
  },
  {
    name: 'GH-05 403 with Retry-After',
    script: post({ status: 403, body: message('Slow down'), headers: { 'retry-after': '60' } }),
    says: `HTTP 403, "Slow down", ${tooMany}`,
  },
  {
    name: 'GH-05 403, the second limit by its words',
    script: list({ status: 403, body: message('You have exceeded a secondary rate limit.') }),
    says: `HTTP 403, "You have exceeded a secondary rate limit.", ${tooMany}`,
  },
  { name: 'GH-06 500', script: list({ status: 500, body: '' }), says: 'HTTP 500, GitHub is in trouble' },
  { name: 'GH-06 502 with a page', script: statuses({ ...page, status: 502 }), says: 'HTTP 502, GitHub is in trouble' },
  {
    name: 'GH-06 503 to the new status',
    script: post({ status: 503, body: message('Unicorn!') }),
    says: 'HTTP 503, "Unicorn!", GitHub is in trouble',
  },
  {
    name: 'GH-06 reset',
    script: list((response) => response.socket?.resetAndDestroy()),
    says: 'no answer of GitHub (ECONNRESET)',
  },
  {
    name: 'GH-06 reset after the new status was sent',
    script: post((response) => response.socket?.resetAndDestroy()),
    says: 'no answer of GitHub (ECONNRESET)',
  },
  {
    name: 'GH-06 cut in the body',
    script: list((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('[{"id":7', () => response.destroy());
    }),
    says: 'no answer of GitHub (a reply that was cut off)',
  },
  {
    name: 'GH-07 a redirect to another repository',
    script: list({ status: 301, headers: { location: '/api/v3/repositories/1/deployments' }, body: message('Moved Permanently') }),
    says: 'HTTP 301, "Moved Permanently", a redirect, which is not followed',
  },
  { name: 'GH-08 broken JSON', script: list(ok('[{"id":7')), says: noApi },
  { name: 'GH-08 a page', script: list(page), says: noApi },
  { name: 'GH-08 204', script: list((response) => response.writeHead(204).end()), says: 'HTTP 204' },
  { name: 'GH-08 205 with a body', script: list({ status: 205, body: '[]' }), says: /^no answer of GitHub \(.*205\)$/ },
  { name: 'GH-08 nothing', script: list(ok('')), says: noApi },
  { name: 'GH-08 null', script: statuses(ok('null')), says: noApi },
  { name: 'GH-08 an object', script: list(ok({ id: 7 })), says: noApi },
  { name: 'GH-08 a deployment without an id', script: list(ok([deployment(7), null])), says: noApi },
  { name: 'GH-08 an id that no number holds', script: list(ok('[{"id":12345678901234567890,"environment":"production"}]')), says: noApi },
  { name: 'GH-08 an id that leads elsewhere', script: list(ok([{ ...deployment(7), id: '7/../../x' }])), says: noApi },
  { name: 'GH-08 a status without a word', script: statuses(ok([status(1)])), says: noApi },
  {
    name: 'GH-08 an unreadable content type',
    script: list({ ...ok('[]'), headers: { 'content-type': ';;=' } }),
    says: /^(HTTP 200, an answer|no answer)/,
  },
  { name: 'GH-08 200 to the new status', script: post(ok({ state: 'inactive' })), says: 'HTTP 200' },
  {
    name: 'GH-08 another state than was asked for',
    script: post({ status: 201, body: { state: 'success' } }),
    says: 'HTTP 201, an answer that is not that of the GitHub API',
  },
  {
    name: 'GH-08 the new status is refused',
    script: post({ status: 422, body: message('Validation Failed') }),
    says: 'HTTP 422, "Validation Failed"',
  },
  {
    name: 'GH-09 more than 1 MiB',
    script: list(ok(`[${' '.repeat(1024 * 1024)}]`)),
    says: 'no answer of GitHub (a reply of more than 1 MiB)',
  },
  {
    name: 'GH-10 commands and our token in a message',
    script: list({
      status: 418,
      body: message(nasty),
      headers: { deprecation: '1', sunset: '##[error]x ::error::y', link: '</x>; rel="deprecation"' },
    }),
    says: 'HTTP 418, "::error::forged ::add-mask::a # #[add-mask]b *** ***"',
  },
];
