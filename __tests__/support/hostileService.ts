import fc from 'fast-check';
import type { RawNoReply, RawReply } from '../../src/http/transport.ts';
import { fence, linkPath } from './offer.ts';

/** What a log, an annotation, a summary or a terminal might obey. */
const fragments = [
  ...[
    '::',
    ':',
    '::error::forged',
    '::set-output name=outcome::canceled',
    '::add-mask::a',
    '::stop-commands::x',
    '##[',
    '##[add-mask]a',
    '#',
    ']',
  ],
  ...[
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\v',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u00a0',
    '\ufeff',
    '\u3000',
    ' ',
    '\0',
    '\u001b[31m',
    '\u001b]8;;https://evil.example\u0007',
  ],
  ...['\u202e', '\u2066', '\u200b', '\u00ad', '\ufe0f', '\u{e0100}', '\ud800', '%0A', '%0D', '%25', '%3A%3A'],
  ...[
    '|',
    '\\',
    '\\|',
    '<',
    '>',
    '&',
    '&lt;',
    '[',
    ']',
    '](',
    '![',
    '`',
    '```',
    '*',
    '_',
    '~~',
    '$',
    '---',
    '# ',
    '- ',
    '1. ',
    '<!--',
    '-->',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '<script>',
    '[x](javascript:alert(1))',
    '![x](https://evil.example/x.png)',
    'https://evil.example/',
    'www.evil.example',
  ],
  ...['mailto:a', 'joe@contoso.com', 'outcome', 'running', 'a', 'x'.repeat(400)],
];
const nasty = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fragments) }, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const word = fc.oneof(fc.constantFrom('running', 'canceled', 'succeeded', 'failed', 'canceling', 'neverPublished'), nasty);
const when = fc.constantFrom('2026-01-31T11:50:00.1234567Z', '2026-01-31T11:59:00Z');
const id = fc.oneof({ weight: 3, arbitrary: fc.constant(fence) }, fc.uuid(), nasty);
const message = fc.oneof(nasty, fc.record({ messageHtml: nasty, level: nasty }));
const step = fc.record({
  id: nasty,
  stepName: nasty,
  status: nasty,
  progressPercentage: fc.integer({ min: -1, max: 101 }),
  messages: fc.array(message),
});
const operation = fc.record(
  {
    id,
    submissionType: nasty,
    slot: nasty,
    status: word,
    submissionState: word,
    cancellationRequestState: fc.oneof(fc.constant('canCancel'), nasty),
    changedTime: fc.oneof(when, nasty),
    messages: fc.array(message, { maxLength: 3 }),
    steps: fc.array(step, { maxLength: 3 }),
    version: nasty,
  },
  { requiredKeys: [] },
);
/** An entry that the step takes for the one to cancel, so that most runs get beyond the first look. */
const runningEntry = fc.record({
  id: fc.constant(fence),
  submissionState: fc.constant('running'),
  changedTime: when,
  submissionType: nasty,
  slot: nasty,
});

const body = fc
  .oneof(
    fc.record({ error: fc.record({ code: nasty, message: nasty }) }),
    fc.record({ code: nasty, message: nasty, location: nasty, id: nasty }),
    fc.record({ error: nasty, error_description: nasty }),
    operation,
    nasty,
  )
  .map((value) => JSON.stringify(value));
const text = fc.oneof(
  nasty,
  nasty.map((title) => `<html><title>${title}</title>`),
  body,
);
const headers = fc.record(
  {
    location: fc.oneof(
      nasty,
      nasty.map((end) => `${linkPath}${end}`),
      fc.constant(linkPath),
    ),
    'operation-location': nasty,
    'x-ms-correlation-request-id': nasty,
    'x-ms-request-id': nasty,
    'request-id': nasty,
    'www-authenticate': nasty.map((claims) => `Bearer error="${claims}", claims="${claims}"`),
    'retry-after': fc.oneof(fc.constantFrom('1', '30'), nasty),
    date: nasty,
  },
  { requiredKeys: [] },
);
const status = fc.oneof(fc.constantFrom(200, 202, 400, 401, 403, 404, 409, 412, 429, 500, 503), fc.integer({ min: 200, max: 599 }));
const cut = fc.record({ sent: fc.boolean(), code: nasty });
const reply = (statuses: fc.Arbitrary<number>, bodies: fc.Arbitrary<string>): fc.Arbitrary<RawReply> =>
  fc.record({ status: statuses, headers, body: bodies });
const anyReply: fc.Arbitrary<RawReply | RawNoReply> = fc.oneof({ weight: 4, arbitrary: reply(status, text) }, cut);
const page = fc.oneof(
  {
    weight: 3,
    arbitrary: reply(
      fc.constantFrom(200, 202),
      operation.map((one) => JSON.stringify(one)),
    ),
  },
  anyReply,
);
const list = fc.oneof(
  {
    weight: 3,
    arbitrary: reply(
      fc.constant(200),
      fc
        .tuple(runningEntry, fc.array(operation, { maxLength: 2 }))
        .map(([one, more]) => JSON.stringify([one, ...more.map((entry) => ({ ...entry, changedTime: '2026-01-01T00:00:00Z' }))])),
    ),
  },
  reply(
    fc.constant(200),
    fc.array(operation, { maxLength: 3 }).map((entries) => JSON.stringify(entries)),
  ),
  anyReply,
);

/** What the service answers by route, turn by turn, the last for ever. */
export const world = fc.record({
  submissions: fc.array(list, { minLength: 1, maxLength: 2 }),
  cancel: fc.array(anyReply, { minLength: 1, maxLength: 2 }),
  operations: fc.array(page, { minLength: 1, maxLength: 3 }),
  status: fc.array(page, { minLength: 1, maxLength: 2 }),
});
type Script = Readonly<Record<string, readonly (RawReply | RawNoReply)[]>>;

export function served(script: Script): (method: string, route: string) => RawReply | RawNoReply {
  const turns = new Map<string, number>();
  return (_method, route) => {
    const name = route in script ? route : 'operations';
    const replies = script[name] ?? [];
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return replies[Math.min(turn, replies.length - 1)] ?? { sent: true, code: 'timeout' };
  };
}
