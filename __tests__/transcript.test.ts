import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobId } from '../src/sandbox/productIngestion/wire.ts';
import { numbers, productOf } from '../src/sandbox/products.ts';
import { type Rehearsal, rehearse } from '../src/sandbox/rehearsal.ts';
import { type Scenario, scenarios, scenariosByApi } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService, runningId, type Service } from '../src/sandbox/service.ts';
import { clientSecret, requestToken } from '../src/sandbox/signIn.ts';
import { stepFor } from '../src/sandbox/step.ts';
import { lacks } from './support/capabilities.ts';
import { fence, other } from './support/offer.ts';
import { createStepClock } from './support/stepClock.ts';

/** dist/index.js as the runner starts it: a child process with INPUT_* and file commands, against the sandbox over HTTP. Its time is the test's. */

interface Play {
  readonly scenario: Scenario;
  /** Answers in the place of the sandbox. */
  readonly service?: Service;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sends the step a signal after so much of its time. */
  readonly interrupt?: { readonly afterMs: number; readonly signal: NodeJS.Signals };
}

interface Played extends Rehearsal {
  readonly requests: readonly string[];
  readonly connections: number;
}

async function play({ scenario, service, inputs = {}, environment = {}, interrupt }: Play): Promise<Played> {
  const requests: string[] = [];
  const time = await createStepClock();
  if (interrupt) time.after(interrupt.afterMs, () => time.kill(interrupt.signal));
  const sandbox = await serve(service ?? createService(scenario, time.clock), 0, ({ method, path, headers, body }, { status }) => {
    const details = [body, headers['if-match'] && `If-Match: ${headers['if-match']}`].filter(Boolean).join(' ');
    const at = (time.clock.nowMs() / 1000).toFixed(1).padStart(5);
    requests.push(`${at} s  ${method} ${path} → ${status}${details && `  ${details}`}`);
  });
  const step = stepFor(scenario, sandbox.origin);
  const given = step.inputs['token'] === undefined ? {} : { token: 'secret-token' };
  const result = await rehearse({
    command: [process.execPath, ...time.preload, 'dist/index.js'],
    actionYml: readFileSync('action.yml', 'utf8'),
    inputs: { ...step.inputs, ...given, ...inputs },
    environment: { ...time.environment, ...step.environment, ...environment },
  });
  const connections = sandbox.connections();
  await sandbox.close();
  await time.close();
  return { ...result, requests, connections };
}

/** What differs between two runs: the port and the tokens. */
function steady(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'JWT');
}

/** Several offers go on at once, each in its own order: shown one after the other, and without the number that the service gave each request. */
function byOffer(lines: readonly string[]): readonly string[] {
  const offerOf = (line: string): string => /\/offers\/([^/]+)\/|^ *\d+\.\d s {2}([\w-]+): /.exec(line)?.slice(1).find(Boolean) ?? '';
  return lines.toSorted((a, b) => Number(offerOf(a) > offerOf(b)) - Number(offerOf(a) < offerOf(b)));
}

function transcript({ log, requests, outputs, summary, exitCode }: Played, scenario: Scenario): string {
  const inOrder = 'fates' in scenario ? byOffer : (lines: readonly string[]) => lines;
  const text = [
    '--- LOG',
    ...inOrder(log.split('\n').filter((line) => line.trim() !== '')),
    '--- REQUESTS',
    ...inOrder(requests),
    '--- OUTPUTS',
    ...Object.entries(outputs).map(([name, value]) => `${name}: ${value}`),
    '--- SUMMARY',
    summary.trim(),
    `--- EXIT CODE ${exitCode}`,
    '',
  ].join('\n');
  return steady('fates' in scenario ? text.replace(/000000000\d\d\d\b/g, '000000000NNN') : text);
}

describe.concurrent('every scenario, as a child process', () => {
  it.for(Object.values(scenariosByApi).flatMap((all) => Object.entries<Scenario>(all)))('%s', async ([name, scenario], { expect }) => {
    const played = await play({ scenario: scenario, ...(scenario.inputs ? { inputs: scenario.inputs } : {}) });
    expect(played.outputs['outcome']).toBe(scenario.outcome);
    await expect(transcript(played, scenario)).toMatchFileSnapshot(`__transcripts__/${name}.txt`);
  });
});

/** A service that says in every text what a log, an annotation or a page must not obey. */
const nastyText =
  '::error::forged\r\n::set-output name=outcome::canceled\n##[add-mask]a \u2028::stop-commands::x \u001b[31mred\u202e <img src=x onerror=alert(1)> [x](javascript:alert(1)) | pipe `code` https://evil.example/ secret-token';
const hostile: Service = ({ method, path }) => {
  const headers = { 'x-ms-correlation-request-id': '::error::id ##[error]' };
  if (method === 'POST') return { status: 400, headers, body: JSON.stringify({ error: { code: '::warning::', message: nastyText } }) };
  if (path.includes('/submissions/'))
    return {
      status: 200,
      headers,
      body: JSON.stringify([
        { id: fence, submissionState: 'running', submissionType: nastyText, slot: nastyText, changedTime: '2020-01-01T00:00:00Z' },
      ]),
    };
  return { status: 200, headers, body: JSON.stringify({ status: 'failed', messages: [{ messageHtml: nastyText }] }) };
};

/** The same of the two newer APIs: the first look shows that something runs, and the cancel is refused. */
const hostileApi: Service = ({ method, path }) => {
  const headers = { 'request-id': '::error::id ##[error]' };
  if (method !== 'GET') return { status: 400, headers, body: JSON.stringify(`ICH50400 - ${nastyText}`) };
  const target = { targetType: nastyText };
  const publishing = { id: `submission/${productOf('contoso-vm')}/${numbers.running}`, target, status: nastyText };
  const listed = { id: numbers.running, state: 'InProgress', substate: 'Submitted', pendingUpdateInfo: { failureReason: nastyText } };
  const job = { jobId, jobStatus: nastyText, jobResult: nastyText, errors: [{ code: nastyText, message: nastyText }] };
  if (path.includes('/configure/')) return { status: 200, headers, body: JSON.stringify(job) };
  if (path.includes('/submission/')) return { status: 200, headers, body: JSON.stringify({ value: [publishing] }) };
  const page = path.endsWith('/submissions') ? { value: [listed] } : listed;
  return {
    status: 200,
    headers,
    body: JSON.stringify(path.includes('/submissions') ? page : { value: [{ id: productOf('contoso-vm') }] }),
  };
};

interface Case extends Play {
  readonly name: string;
}

const cases: readonly Case[] = [
  {
    name: 'guard, its own path as a publish step outputs it',
    scenario: scenarios.synchronous,
    inputs: { 'operation-id': `/api/publishers/contoso/offers/contoso-vm/operations/${runningId}?api-version=2017-10-31` },
  },
  { name: 'guard, another operation runs', scenario: scenarios.synchronous, inputs: { 'operation-id': other } },
  { name: 'dry run', scenario: scenarios.accepted, inputs: { 'dry-run': 'true' } },
  { name: 'wait false', scenario: scenarios.accepted, inputs: { wait: 'false', 'notification-emails': 'a@contoso.com, broken' } },
  { name: 'nothing running, ignored', scenario: scenarios['nothing-running'], inputs: { 'if-nothing-to-cancel': 'ignore' } },
  { name: 'nothing running, a warning', scenario: scenarios['nothing-running'], inputs: { 'if-nothing-to-cancel': 'warn' } },
  { name: 'token refused', scenario: scenarios.accepted, inputs: { token: 'expired' } },
  {
    name: 'invalid inputs',
    scenario: scenarios.accepted,
    inputs: {
      'publisher-id': '../victim',
      'offer-id': 'a, b',
      token: 'ghp_0123456789',
      wait: 'yes',
      'timeout-minutes': '1e9',
      'operation-id': '${{ steps.publish.outputs.id }}',
      'base-url': 'https://evil.example',
    },
  },
  {
    name: 'unsafe environment',
    scenario: scenarios.accepted,
    environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0', https_proxy: 'socks5://user:pass@proxy:1080' },
  },
  { name: 'hostile texts', scenario: scenarios.accepted, service: hostile },
  { name: 'hostile texts of a submission', scenario: scenariosByApi.submission['submission-gone'], service: hostileApi },
  { name: 'hostile texts of a job', scenario: scenariosByApi['product-ingestion']['job-canceled'], service: hostileApi },
  {
    name: 'submission, operation-id names the preview',
    scenario: scenariosByApi.submission['submission-going-live'],
    inputs: { 'operation-id': `submission/${productOf('contoso-vm')}/${numbers.preview}` },
  },
  {
    name: 'submission, wait false',
    scenario: scenariosByApi.submission['submission-gone'],
    inputs: { wait: 'false', 'notification-emails': 'a@contoso.com', 'api-version': '2022-07-01' },
  },
  {
    name: 'job, dry run without its id',
    scenario: scenariosByApi['product-ingestion']['job-canceled'],
    inputs: { 'operation-id': '', 'dry-run': 'true' },
  },
  {
    name: 'job, invalid inputs',
    scenario: scenariosByApi['product-ingestion']['job-canceled'],
    inputs: { 'operation-id': '', 'if-match': '*', 'base-url': 'https://api.partner.microsoft.com', 'api-version': 'latest' },
  },
  { name: 'outputs cannot be written', scenario: scenarios.synchronous, environment: { GITHUB_OUTPUT: '/nonexistent/output' } },
  {
    name: 'summary cannot be written',
    scenario: scenarios.synchronous,
    environment: { GITHUB_STEP_SUMMARY: '/nonexistent/summary' },
  },
  { name: 'outside a runner', scenario: scenarios.synchronous, environment: { GITHUB_OUTPUT: '', GITHUB_STEP_SUMMARY: '' } },
];

const interruptions: readonly Case[] = [
  { name: 'interrupted while it waits', scenario: scenarios.stuck, interrupt: { afterMs: 12_345, signal: 'SIGINT' } },
  { name: 'killed while it waits', scenario: scenarios.stuck, interrupt: { afterMs: 12_345, signal: 'SIGKILL' } },
];

describe.concurrent('other runs, as a child process', () => {
  it.for([...cases, ...(lacks('POSIX signals') ? [] : interruptions)])('$name', async ({ name, ...options }, { expect }) => {
    await expect(transcript(await play(options), options.scenario)).toMatchFileSnapshot(`__transcripts__/${name}.txt`);
  });

  it.for([
    { how: 'a token', scenario: scenarios.accepted },
    { how: 'a client secret', scenario: scenarios['client-secret'] },
    { how: 'a client secret that is refused', scenario: scenarios['wrong-secret'] },
    { how: 'the GitHub token of the job', scenario: scenarios['token-expires'] },
    { how: 'the GitHub token of the job, which is refused', scenario: scenarios['wrong-subject'] },
  ])('G6 no secret and no address in anything that a step leaves that signs in with $how', async ({ scenario }, { expect }) => {
    const played = await play({
      scenario,
      inputs: { 'notification-emails': 'a@contoso.com, b@contoso.com' },
      environment: { RUNNER_DEBUG: '1' },
    });
    const left = [played.log.replace(/^::add-mask::.*$/gm, ''), played.summary, ...Object.values(played.outputs)].join('\n');
    for (const secret of ['secret-token', '@contoso.com', 'eyJ', clientSecret, encodeURIComponent(clientSecret), requestToken])
      expect(left).not.toContain(secret);
  });
});

describe('the bundle on the wire', () => {
  it('a synchronous cancel takes exactly three requests on one connection', async () => {
    const { requests, connections } = await play({ scenario: scenarios.synchronous });
    expect({ requests: requests.length, connections }).toStrictEqual({ requests: 3, connections: 1 });
  });
});
