/** Prism for `npm run test:e2e:openapi`: starts it, sends requests through it, and collects what it objects to. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { createFakeClock } from '../__tests__/support/fakeClock.ts';
import { listen } from '../__tests__/support/rawServer.ts';
import { runStep } from '../__tests__/support/step.ts';
import type { RawReply as Reply, Request } from '../src/http/transport.ts';
import { rehearse } from '../src/sandbox/rehearsal.ts';
import type { Scenario } from '../src/sandbox/scenarios.ts';
import { stepFor } from '../src/sandbox/step.ts';
import type { Sent } from './openapiCases.ts';

/** `mock FILE` or `proxy FILE ORIGIN`. */
export async function startPrism(...command: readonly string[]): Promise<{ origin: string; stop(): void }> {
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

type Sendable = Pick<Request, 'url' | 'headers' | 'body'> & { readonly method: string };
type Send = (request: Sendable) => Promise<Reply>;

const objections: string[] = [];

/** Prism answers what breaks the description with an error of its own. */
const throughPrism: Send = async ({ method, url, headers, body }) => {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const reply = await response.text();
  if (reply.includes('stoplight.io/prism/errors')) objections.push(`${method} ${url}: ${reply}`);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: reply };
};

/** For a mock, which has no memory: what it has to answer with goes into the header `Prefer`, by what was sent before. */
export function preferring(prefer: (request: Sent, isCanceled: boolean) => string): Send {
  let isCanceled = false;
  return async ({ url, headers, ...request }) => {
    const { pathname: path } = new URL(url);
    const preference = prefer({ ...request, path }, isCanceled);
    isCanceled ||= request.method !== 'GET';
    return await throughPrism({ ...request, url, headers: { ...headers, ...(preference === '' ? {} : { prefer: preference }) } });
  };
}

/** Sends the requests one after the other, and says what Prism objects to. */
export async function ask(origin: string, sent: readonly Sent[]): Promise<readonly string[]> {
  const headers = { authorization: 'Bearer any-token', 'content-type': 'application/json' };
  for (const { path, method = 'GET', body } of sent)
    await throughPrism({ method, url: origin + path, headers, ...(body === undefined ? {} : { body }) });
  return objections.splice(0);
}

interface Play {
  readonly scenario: Scenario;
  readonly inputs?: Readonly<Record<string, string>>;
}

const ending = (outcome: string | undefined): string => [outcome, ...objections.splice(0)].join('\n     ');

/** Plays a step of the scenario by the source, whose time is that of the clock. Says how it ended, and what Prism objects to. */
export async function playSource(
  origin: string,
  { scenario, inputs }: Play,
  clock = createFakeClock(),
  send = throughPrism,
): Promise<string> {
  const wire = { transport: send, requests: [], sent: [] };
  const { outputs } = await runStep({ wire, clock, inputs: { ...stepFor(scenario, origin).inputs, ...inputs } });
  return ending(outputs['outcome']);
}

/** The same by the bundle, as the runner starts it and in its own time. A server in front of Prism sees what Prism answers. */
export async function playBundle(origin: string, { scenario, inputs }: Play): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    const { host: _host, connection: _connection, ...headers } = incoming.headers as Record<string, string>;
    const body = await text(incoming);
    const reply = await throughPrism({ method, url: origin + url, headers, ...(body === '' ? {} : { body }) });
    const { 'transfer-encoding': _encoding, connection: _kept, ...kept } = reply.headers;
    outgoing.writeHead(reply.status, kept).end(reply.body);
  });
  const step = stepFor(scenario, `http://127.0.0.1:${await listen(server)}`);
  const { outputs } = await rehearse({
    command: [process.execPath, 'dist/index.js'],
    actionYml: readFileSync('action.yml', 'utf8'),
    inputs: { ...step.inputs, ...inputs },
  });
  server.close();
  return ending(outputs['outcome']);
}
