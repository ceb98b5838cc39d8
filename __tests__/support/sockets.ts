import { Socket } from 'node:net';

/** Every connection that this process makes, from here on. */
export const dialed = new Set<Socket>();
const { connect } = Socket.prototype;
Socket.prototype.connect = function (this: Socket, ...details: unknown[]): Socket {
  dialed.add(this);
  this.once('close', () => dialed.delete(this));
  return Reflect.apply(connect, this, details);
};

interface Handle {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Under TLS, the handle of TCP. */
  readonly _parent?: Handle;
}

/** Bytes written and read. */
export type Counts = readonly [number, number];

/** The `local port-remote port` of every open connection that this process made, with the bytes of TCP that it has written and read. */
export function openConnections(): readonly (readonly [string, Counts])[] {
  return [...dialed].flatMap((socket) => {
    const { _handle: handle } = socket as unknown as { readonly _handle: Handle | null };
    const raw = handle?._parent ?? handle;
    if (!raw || socket.remotePort === undefined) return [];
    return [[`${socket.localPort}-${socket.remotePort}`, [raw.bytesWritten, raw.bytesRead]]];
  });
}

/** Whether the event loop has something under way that ends by itself: a file, a name of DNS, a connection that is being made. */
export function isBusy(): boolean {
  return process.getActiveResourcesInfo().some((name) => /Req|Connect/.test(name));
}

/** Whether a turn of the event loop is to come. Only for a clock that waits for its own turns in another way. */
export function hasTurnToCome(): boolean {
  return process.getActiveResourcesInfo().includes('Immediate');
}
