/**
 * `npm run test:e2e:openapi`: Prism checks that client, sandbox and docs/openapi*.yaml agree.
 * Its proxy checks each request and reply of every scenario; then the client cancels an offer on its mock of the portal's description.
 * It answers what breaks the description with an error of its own.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse, stringify } from 'yaml';
import { createFakeClock } from '../__tests__/support/fakeClock.ts';
import { runStep } from '../__tests__/support/step.ts';
import type { RawReply as Reply, Request } from '../src/http/transport.ts';
import { type Scenario, scenarios } from '../src/sandbox/scenarios.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService, type Service } from '../src/sandbox/service.ts';
import { stepFor } from '../src/sandbox/step.ts';
import { cases, type Sent } from './openapiCases.ts';

let failures = 0;

function report(name: string, isRight: boolean, details: string): void {
  if (!isRight) failures += 1;
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${name}: ${details}\n`);
}

/** `mock FILE` or `proxy FILE ORIGIN`. */
async function startPrism(...command: readonly string[]): Promise<{ origin: string; stop(): void }> {
  const program = 'proof/node_modules/@stoplight/prism-cli/dist/index.js';
  const child = spawn(process.execPath, [program, ...command, '--host', '127.0.0.1', '--port', '0', '--errors']);
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('Prism did not start. npm ci --prefix proof installs it.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = /listening on (http:\S+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  return { origin, stop: () => void child.kill() };
}

const objections: string[] = [];

type Sendable = Pick<Request, 'url' | 'headers' | 'body'> & { readonly method: string };

const throughPrism = async ({ method, url, headers, body }: Sendable): Promise<Reply> => {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  if (text.includes('stoplight.io/prism/errors')) objections.push(`${method} ${url}: ${text}`);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
};

/** Plays a step of the scenario; `use` gets the service, which goes by the clock of the step. Returns how it ended, and what Prism objects to. */
async function play(scenario: Scenario, origin: string, use: (service: Service) => void, more = {}): Promise<string> {
  const clock = createFakeClock();
  use(createService(scenario, clock));
  const wire = { transport: throughPrism, requests: [], sent: [] };
  const { outputs } = await runStep({ wire, clock, inputs: { ...stepFor(scenario, origin).inputs, ...more } });
  return [outputs['outcome'], ...objections.splice(0)].join('\n     ');
}

/** Sends the requests one after the other, and a page's link to the next after its page. */
async function ask(
  origin: string,
  sent: readonly Sent[],
): Promise<{ readonly statuses: readonly number[]; readonly found: readonly string[] }> {
  const headers = { authorization: 'Bearer any-token', 'content-type': 'application/json' };
  const statuses: number[] = [];
  const queue = [...sent];
  for (let one = queue.shift(); one; one = queue.shift()) {
    const { path, method = 'GET', body } = one;
    const reply = await throughPrism({ method, url: origin + path, headers, ...(body === undefined ? {} : { body }) });
    statuses.push(reply.status);
    const [, next] = /"nextLink":"\/?(v1[^"]*)"/.exec(reply.body) ?? [];
    if (next !== undefined) queue.unshift({ path: `/${next}` });
  }
  return { statuses, found: objections.splice(0) };
}

let service: Service = () => ({ status: 500, headers: {}, body: '' });
const sandbox = await serve((request) => service(request), 0);
for (const { description, scenarios, usual, requests, planted, looks, walk } of cases) {
  const proxy = await startPrism('proxy', description, sandbox.origin);
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (scenario.signIn !== undefined || scenario.isDeployed) continue;
    if (walk) {
      const clock = createFakeClock();
      const own = createService(scenario, clock);
      service = (request) => {
        clock.pass(3_000);
        return own(request);
      };
      const { statuses, found } = await ask(proxy.origin, walk);
      report(`scenario ${name}`, found.length === 0, [statuses.join(' '), ...found].join('\n     '));
    } else {
      const said = await play(scenario, proxy.origin, (own) => {
        service = own;
      });
      report(`scenario ${name}`, said === scenario.outcome, said);
    }
  }
  for (const { what, isFine, ...sent } of requests) {
    service = createService(usual, createFakeClock());
    const { found } = await ask(proxy.origin, [sent]);
    report(`request: ${what}`, (found.length === 0) === isFine, found.length === 0 ? 'taken' : 'objected to');
  }
  for (const { what, from, to } of planted) {
    const right = createService(usual, createFakeClock());
    service = (request) => {
      const { headers, body, ...reply } = right(request);
      const changed = Object.entries(headers).map(([name, value]) => [name, value.replace(from, to)]);
      return { ...reply, headers: Object.fromEntries(changed), body: body.replace(from, to) };
    };
    const { found } = await ask(proxy.origin, looks);
    report(`planted: ${what}`, found.length > 0, found.length > 0 ? 'objected to' : 'not noticed');
  }
  proxy.stop();
}
await sandbox.close();

/** A mock answers with the lowest good status, so the 202 needs a description without the 200. What is in its list runs for ever. */
const file = join(tmpdir(), `openapi-${process.pid}.yaml`);
const accepting = parse(readFileSync('docs/openapi.yaml', 'utf8')) as {
  paths: Record<string, { post?: { responses: Record<string, unknown> } }>;
};
for (const { post } of Object.values(accepting.paths)) delete post?.responses['200'];
writeFileSync(file, stringify(accepting));
const mock = await startPrism('mock', file);
for (const [wait, outcome] of [
  ['true', 'canceled'],
  ['false', 'accepted'],
]) {
  const said = await play(scenarios.accepted, mock.origin, () => undefined, { wait });
  report(`mock, wait: ${wait}`, said === outcome, said);
}
mock.stop();
rmSync(file);
process.exitCode = failures === 0 ? 0 : 1;
