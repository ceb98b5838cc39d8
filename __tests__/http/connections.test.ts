import type { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createTransport, type Request } from '../../src/http/transport.ts';
import { createSelfSigned } from '../support/certificates.ts';
import { never, ok, quietClock, whole } from '../support/plainTransport.ts';
import { type Play, rawServer, tunnelTo } from '../support/rawServer.ts';

/** Plays `ok`, and takes down which connection each request came on. */
function numbered(): { readonly play: Play; readonly connections: readonly number[] } {
  const sockets: Socket[] = [];
  const connections: number[] = [];
  const play: Play = (socket, request, turn) => {
    if (!sockets.includes(socket)) sockets.push(socket);
    connections.push(sockets.indexOf(socket) + 1);
    ok(socket, request, turn);
  };
  return { play, connections };
}

const look = { intent: 'read', method: 'GET', headers: {}, timeoutMs: 10_000 } as const;
const cancel = { intent: 'cancel', method: 'POST', headers: {}, body: '{}', timeoutMs: 10_000 } as const;
const again = { ...cancel, freshConnection: true } as const;
type Sent = Omit<Request, 'url'>;

describe('F7 G8 the connection of a request', () => {
  const rows: readonly { name: string; steps: readonly (Sent | number)[]; connections: readonly number[] }[] = [
    { name: 'a synchronous cancel has one for all three requests', steps: [look, cancel, look], connections: [1, 1, 1] },
    { name: 'a cancel after a second of idling keeps it', steps: [look, 1000, cancel], connections: [1, 1] },
    {
      name: 'a cancel after more than a second has a new one, which the looks keep',
      steps: [look, 1001, cancel, look],
      connections: [1, 2, 2],
    },
    { name: 'a look after a minute of idling keeps it', steps: [look, 60_000, look], connections: [1, 1] },
    { name: 'a cancel right after a late look keeps it', steps: [look, 60_000, look, cancel], connections: [1, 1, 1] },
    { name: 'a second cancel has a new one at once', steps: [look, cancel, look, again, look], connections: [1, 1, 1, 2, 2] },
  ];

  it.each(
    rows.flatMap((row) => [
      { ...row, isTls: false },
      { ...row, isTls: true },
    ]),
  )('$name (TLS: $isTls)', async ({ steps, connections, isTls }) => {
    vi.spyOn(process, 'emitWarning').mockReturnValue();
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { play, connections: seen } = numbered();
    const server = await rawServer(play, isTls ? { tls: await createSelfSigned() } : {});
    const transport = createTransport(quietClock);
    for (const step of steps) {
      if (typeof step === 'number') await quietClock.sleep(step, never);
      else expect(await transport({ ...step, url: server.origin }, never)).toStrictEqual(whole);
    }
    expect(seen).toStrictEqual(connections);
  });

  it('of two idle ones a cancel takes the one that was used within the second', async () => {
    const { play, connections } = numbered();
    const server = await rawServer(play);
    const transport = createTransport(quietClock);
    const send = (request: Sent): ReturnType<typeof transport> => transport({ ...request, url: server.origin }, never);
    await Promise.all([send(look), send(look)]);
    await quietClock.sleep(5000, never);
    await send(look);
    const [recent] = connections.slice(2);
    await Promise.all([send(cancel), send(cancel)]);
    expect(new Set(connections.slice(3))).toStrictEqual(new Set([recent, 3]));
  });

  it('through a proxy each request has a tunnel of its own', async () => {
    const { play, connections } = numbered();
    const proxy = await rawServer(tunnelTo((await rawServer(play)).port));
    for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
    vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
    const transport = createTransport(quietClock);
    for (const request of [look, cancel, again]) {
      expect(await transport({ ...request, url: 'http://marketplace.invalid/' }, never)).toStrictEqual(whole);
      await quietClock.sleep(1001, never);
    }
    expect([connections, proxy.connections()]).toStrictEqual([[1, 2, 3], 3]);
  });
});
