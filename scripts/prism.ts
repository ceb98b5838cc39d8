import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Prism, a program that nobody here wrote: it answers from a description of an API (`mock`), or stands before a server and checks both sides (`proxy`). */
export interface Prism {
  readonly origin: string;
  /** What it objected to since the last call. */
  objections(): Promise<string[]>;
  close(): Promise<void>;
}

const program = 'proof/node_modules/@stoplight/prism-cli/dist/index.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** `command` is `mock FILE` or `proxy FILE ORIGIN`. With `--errors`, whoever breaks the description gets an error instead of an answer. */
export async function startPrism(...command: readonly string[]): Promise<Prism> {
  const port = await freePort();
  const child = spawn(process.execPath, [program, ...command, '--host', '127.0.0.1', '--port', String(port), '--errors'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  const ended = once(child, 'exit');
  let log = '';
  let parts = 0;
  let wake = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
    wake();
  });
  child.once('exit', () => wake());
  const printed = async (text: string): Promise<void> => {
    while (!log.includes(text)) {
      if (child.exitCode !== null) throw new Error(`Prism ended:\n${log}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await printed('Prism is listening');
  return {
    origin,
    objections: async () => {
      parts += 1;
      const end = `/end-of-part-${parts}`;
      await fetch(`${origin}${end}`);
      await printed(`get ${end} ✖`);
      const found = log.split('\n').filter((line) => line.includes('terminated with error') && !line.includes(end));
      log = '';
      return found;
    },
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
