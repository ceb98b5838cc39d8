import type { RawNoReply, RawReply } from '../../src/http/transport.ts';
import type { Player } from '../../src/sandbox/playback/player.ts';
import type { WireReply } from '../../src/sandbox/wire.ts';
import type { FakeClock } from './fakeClock.ts';
import { type Recorded, record } from './wire.ts';

/** A code of Node for what a recording calls by a name of its own. */
const codes: Readonly<Record<string, string>> = { certificate: 'CERT_HAS_EXPIRED', other: 'EPROTONOSUPPORT' };

/** What the transport makes of a played reply. */
export function resultOf({ isCut, fault, status, headers, body }: WireReply): RawReply | RawNoReply {
  if (!fault) return { status, headers, body };
  return { sent: fault.sent, code: codes[fault.code] ?? fault.code, ...(isCut ? { status, headers } : {}) };
}

/** A recording in memory, on a fake clock: each exchange takes as long as it took. */
export function playedInMemory({ service }: Player, clock: FakeClock): Recorded {
  return record(({ method, url, headers, body }) => {
    const { pathname, search } = new URL(url);
    const reply = service({ method, path: pathname + search, headers, body: body ?? '' });
    clock.pass(reply.tookMs ?? 0);
    return resultOf(reply);
  });
}
