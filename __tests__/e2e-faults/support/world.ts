/**
 * Preloaded (`node --import`) into the child process that runs the bundle: every dial is written down, hosts of the outside lead to ports of this machine or to the
 * trouble that the test names, and a host that the test does not name cannot be reached. The bundle itself is the one that ships.
 */
import { appendFileSync } from 'node:fs';
import { type LookupFunction, Socket } from 'node:net';

/** Where a host leads: a port of this machine, an error code of DNS or of the network, `both` addresses of this machine of which one is dead, or a `void`. */
export type Way = number | `E${string}` | 'both' | 'void';

/** `ways` by `host:port`; of several ways each dial takes the next, and the last stays. */
export interface World {
  readonly dials: string;
  readonly ways: Readonly<Record<string, readonly Way[]>>;
}

interface Target {
  host?: string | undefined;
  port?: number | string | undefined;
  lookup?: LookupFunction | undefined;
}

const { dials, ways } = JSON.parse(process.env['WORLD'] ?? '{"dials":"/dev/null","ways":{}}') as World;
const turns = new Map<string, number>();
const { connect } = Socket.prototype;

const never: LookupFunction = () => undefined;
/** As in life, an answer of DNS comes later. */
const fails =
  (code: string): LookupFunction =>
  (host, _options, done) =>
    void setImmediate(() => done(Object.assign(new Error(`getaddrinfo ${code} ${host}`), { code }), '', 0));
const both: LookupFunction = (_host, _options, done) =>
  void setImmediate(() =>
    done(null, [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]),
  );

/** Turns the dial to where the test wants it. */
function turn(target: Target): void {
  const name = `${target.host ?? 'localhost'}:${target.port}`;
  appendFileSync(dials, `${name}\n`);
  const own = ways[name];
  const index = turns.get(name) ?? 0;
  turns.set(name, index + 1);
  const way = own?.[Math.min(index, own.length - 1)];
  const isHere = target.host === '127.0.0.1' || target.host === 'localhost';
  if (typeof way === 'number') Object.assign(target, { host: '127.0.0.1', port: way, lookup: undefined });
  else if (way === 'both') target.lookup = both;
  else if (way === 'void') Object.assign(target, { host: 'void.invalid', lookup: never });
  else if (way !== undefined) Object.assign(target, { host: 'gone.invalid', lookup: fails(way) });
  else if (!isHere) Object.assign(target, { host: 'unnamed.invalid', lookup: fails('ENOTFOUND') });
}

Socket.prototype.connect = function (this: Socket, ...details: unknown[]): Socket {
  const [first] = Array.isArray(details[0]) ? (details[0] as unknown[]) : details;
  if (typeof first === 'object' && first !== null) turn(first as Target);
  return Reflect.apply(connect, this, details);
};
