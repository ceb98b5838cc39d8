import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Whether the socket can carry bytes of the request already: connected and, for TLS, past its handshake. */
export function isConnected(socket: Socket): boolean {
  return !socket.destroyed && !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting === true);
}

/** The `tunnel` package reports every trouble with a proxy as ECONNRESET and says the rest in its message. */
export function codeOf({ code, message }: NodeJS.ErrnoException): string {
  if (!/^tunneling socket could not be established|^got illegal response body from proxy/.test(message)) return String(code);
  const status = /statusCode=(\d{3})/.exec(message)?.[1];
  return status === undefined ? 'proxy' : `proxy-${status}`;
}

const lastUseMs = new WeakMap<Socket, number>();

/** Records when a reply on this connection ended. */
export function noteUse(socket: Socket, nowMs: number): void {
  lastUseMs.set(socket, nowMs);
}

/** Closes the idle connections that were last used before `beforeMs`. An agent for a proxy keeps none. */
export function closeIdle({ freeSockets = {} }: Partial<Agent>, beforeMs: number): void {
  for (const socket of Object.values(freeSockets).flat()) if (socket && !(Number(lastUseMs.get(socket)) >= beforeMs)) socket.destroy();
}
