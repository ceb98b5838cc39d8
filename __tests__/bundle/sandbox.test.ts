import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'vitest';

const programs = ['src/sandbox/cli.ts', 'dist/sandbox/index.js'];

interface Served {
  readonly replies: readonly string[];
  readonly stdout: string;
  readonly exitCode: number | null;
}

/** The same exchanges with either sandbox. */
const requests: readonly (readonly [method: string, path: string, body?: string])[] = [
  ['GET', '/health'],
  ['GET', '/nowhere'],
  ['GET', '/api/publishers/contoso/offers/contoso-vm/submissions/?api-version=2017-10-31'],
  ['POST', '/api/publishers/contoso/offers/contoso-vm/cancel?api-version=2017-10-31', '{"metadata":{}}'],
  ['GET', '/api/publishers/contoso/offers/contoso-vm/status?api-version=2017-10-31'],
  ['GET', '/api/publishers/contoso/offers/contoso-vm/submissions/?api-version=2017-10-31'],
  ['POST', '/api/publishers/contoso/offers/contoso-vm/cancel?api-version=2017-10-31', '{'],
];

async function send(origin: string): Promise<string[]> {
  const replies: string[] = [];
  for (const [method, path, body] of requests) {
    const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' };
    const reply = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const sent = [...reply.headers].filter(([name]) => name !== 'date');
    replies.push(`${reply.status} ${JSON.stringify(sent)} ${await reply.text()}`);
  }
  return replies;
}

const mask = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

/** Runs it to its end, or until it has reported every request. */
async function run(program: string, args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let stdout = '';
  let replies: Promise<readonly string[]> | undefined;
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    stdout += chunk;
    const origin = /^Scenario .* at (http:\S+) /m.exec(stdout)?.[1];
    if (origin !== undefined) replies ??= send(origin);
    if (stdout.split(' → ').length <= requests.length) continue;
    await replies;
    child.kill();
  }
  const [exitCode] = (await closed) as [number | null];
  return { replies: ((await replies) ?? []).map(mask), stdout: mask(stdout), exitCode };
}

describe.concurrent('the bundle of the sandbox does what its source does', () => {
  it.for([
    { name: 'an unknown scenario', args: ['--scenario', 'x'], ends: { exitCode: 2, answered: 0 } },
    { name: 'an unknown option', args: ['--x'], ends: { exitCode: 2, answered: 0 } },
    { name: 'a port out of range', args: ['serve', '--port', '65536'], ends: { exitCode: 2, answered: 0 } },
    {
      name: 'serves until it is stopped',
      args: ['serve', '--port', '0', '--scenario', 'synchronous'],
      ends: { exitCode: null, answered: requests.length },
    },
  ])('$name', async ({ args, ends }, { expect }) => {
    const [ofSource, ofBundle] = await Promise.all(programs.map((program) => run(program, args)));
    expect(ofBundle).toStrictEqual(ofSource);
    expect({ exitCode: ofBundle?.exitCode, answered: ofBundle?.replies.length }).toStrictEqual(ends);
  });
});
