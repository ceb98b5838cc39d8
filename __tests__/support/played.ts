import type { Player } from '../../src/sandbox/playback/player.ts';
import type { FakeClock } from './fakeClock.ts';
import { type Recorded, record } from './wire.ts';

/** A code of Node for what a recording calls by a name of its own. */
const codes: Readonly<Record<string, string>> = { certificate: 'CERT_HAS_EXPIRED', other: 'EPROTONOSUPPORT' };

/** A recording in memory, on a fake clock: each exchange takes as long as it took. */
export function playedInMemory({ service }: Player, clock: FakeClock): Recorded {
  return record(({ method, url, headers, body }) => {
    const { pathname, search } = new URL(url);
    const { isCut, tookMs = 0, fault, ...whole } = service({ method, path: pathname + search, headers, body: body ?? '' });
    clock.pass(tookMs);
    if (!fault) return whole;
    const head = isCut ? { status: whole.status, headers: whole.headers } : {};
    return { sent: fault.sent, code: codes[fault.code] ?? fault.code, ...head };
  });
}
