/**
 * `npm run proof:openapi`: the client, the sandbox and docs/openapi.yaml agree, says Prism. Every scenario without a sign-in is played by the bundle through Prism's proxy, which checks each
 * request and each reply; then the bundle cancels an offer on Prism's own mock of the description, where neither the sandbox nor anything else of this repository answers.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Rehearsal, rehearse } from '../src/sandbox/rehearsal.ts';
import { type Scenario, scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService, type Service } from '../src/sandbox/service.ts';
import { stepFor } from '../src/sandbox/step.ts';
import type { WireReply } from '../src/sandbox/wire.ts';
import { type Prism, startPrism } from './prism.ts';

const description = 'docs/openapi.yaml';
/** The step's clock and the sandbox's run ten times faster than life. */
const clock = { nowMs: () => performance.now() * 10, wallMs: () => Date.now() };
const command = [process.execPath, '--import', new URL('../__tests__/support/fastClock.ts', import.meta.url).href, 'dist/index.js'];
const actionYml = readFileSync('action.yml', 'utf8');
const root = '/api/publishers/contoso/offers/contoso-vm';
let failures = 0;

function report(name: string, isRight: boolean, details: string): void {
  if (!isRight) failures += 1;
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${name}: ${details}\n`);
}

async function step(scenario: Scenario, origin: string, more: Readonly<Record<string, string>> = {}): Promise<Rehearsal> {
  return await rehearse({ command, actionYml, inputs: { ...stepFor(scenario, origin).inputs, ...more } });
}

/** A service that says everything as the sandbox does, but one text in another way. */
function misspelled(from: string | RegExp, to: string): Service {
  const service = createService(scenarios['non-migrated'], clock);
  const change = (text: string): string => text.replace(from, to);
  return (request): WireReply => {
    const { headers, body, ...reply } = service(request);
    return {
      ...reply,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)])),
      body: change(body),
    };
  };
}

interface Asked {
  readonly what: string;
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly status: number;
}

const version = '?api-version=2017-10-31';
const requests: readonly Asked[] = [
  { what: 'the list', path: `${root}/submissions/${version}`, status: 200 },
  { what: 'the list without its slash is no route', path: `${root}/submissions${version}`, status: 404 },
  { what: 'a request without a version is refused', path: `${root}/status`, status: 422 },
  { what: 'a cancel', path: `${root}/cancel${version}`, method: 'POST', body: '{"metadata":{}}', status: 202 },
  {
    what: 'a cancel without metadata is refused',
    path: `${root}/cancel${version}`,
    method: 'POST',
    body: '{"notification-emails":"a@b.example"}',
    status: 422,
  },
  { what: 'a $ path, raw', path: `/api/operations/contoso$contoso-vm$2$preview${version}`, status: 200 },
  { what: 'a $ path, as %24', path: `/api/operations/contoso%24contoso-vm%242%24preview${version}`, status: 200 },
  { what: 'a path without $ is refused', path: `/api/operations/contoso-vm${version}`, status: 422 },
];

async function ask(origin: string, { path, method = 'GET', body }: Asked): Promise<number> {
  const headers = { authorization: 'Bearer any-token', 'content-type': 'application/json' };
  const { status } = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  return status;
}

async function checkReplies(prism: Prism, use: (service: Service) => void): Promise<void> {
  for (const [name, scenario] of Object.entries<Scenario>(scenarios).filter(([, { signIn }]) => signIn === undefined)) {
    use(createService(scenario, clock));
    const { outputs } = await step(scenario, prism.origin);
    const objections = await prism.objections();
    report(
      `scenario ${name}`,
      outputs['outcome'] === scenario.outcome && objections.length === 0,
      [`${outputs['outcome']}`, ...objections].join('\n     '),
    );
  }
  use(createService(scenarios['non-migrated'], clock));
  for (const asked of requests) {
    const status = await ask(prism.origin, asked);
    report(`request: ${asked.what}`, status === asked.status, String(status));
  }
  await prism.objections();
}

/** Prism objects to what is wrong, else its silence would say nothing. */
async function checkThatItBites(prism: Prism, use: (service: Service) => void): Promise<void> {
  const planted = [
    { what: 'a field with another name', service: misspelled(/"submissionState"/g, '"state"') },
    { what: 'a state with another spelling', service: misspelled(/"running"/g, '"isRunning"') },
    { what: 'a number as text', service: misspelled(/"progressPercentage":40/g, '"progressPercentage":"40"') },
    { what: 'a Location without a version', service: misspelled(/\?api-version=.*$/, '') },
    { what: 'a field that nobody documents', service: misspelled(/"messages":/, '"mood":"good","messages":') },
  ];
  for (const { what, service } of planted) {
    use(service);
    for (const path of ['/submissions/', '/status']) await ask(prism.origin, { what, path: `${root}${path}${version}`, status: 0 });
    await ask(prism.origin, { what, path: `${root}/cancel${version}`, method: 'POST', body: '{"metadata":{}}', status: 0 });
    const objections = await prism.objections();
    report(`planted: ${what}`, objections.length > 0, objections.length > 0 ? 'objected to' : 'not noticed');
  }
}

/** A mock answers with the lowest good status, so the 202 needs a description without the 200. What is in the list stays `running` for ever. */
async function checkMock(): Promise<void> {
  const file = join(tmpdir(), `openapi-${process.pid}.yaml`);
  const accepting = parse(readFileSync(description, 'utf8')) as {
    paths: Record<string, { post?: { responses: Record<string, unknown> } }>;
  };
  for (const { post } of Object.values(accepting.paths)) delete post?.responses['200'];
  writeFileSync(file, stringify(accepting));
  const prism = await startPrism('mock', file);
  const canceled = await step(scenarios.accepted, prism.origin);
  report('mock: waited for', canceled.outputs['outcome'] === 'canceled', canceled.outputs['message'] ?? canceled.log);
  const accepted = await step(scenarios.accepted, prism.origin, { wait: 'false' });
  report(
    'mock: wait: false',
    accepted.outputs['outcome'] === 'accepted' && accepted.outputs['status-code'] === '202',
    accepted.outputs['message'] ?? accepted.log,
  );
  const objections = await prism.objections();
  report('mock: every request is one of the description', objections.length === 0, objections.join('\n     ') || 'no objection');
  await prism.close();
  rmSync(file);
}

let service: Service = createService(scenarios.accepted, clock);
const use = (next: Service): void => {
  service = next;
};
const sandbox = await serve((request) => service(request), 0);
const prism = await startPrism('proxy', description, sandbox.origin);
await checkReplies(prism, use);
await checkThatItBites(prism, use);
await prism.close();
await sandbox.close();
await checkMock();
process.exitCode = failures === 0 ? 0 : 1;
