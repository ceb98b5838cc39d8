import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/http/reply.ts';
import { canceled, toTheDeadline as minute, running, runs } from '../support/cancelStory.ts';
import { CANCEL, entry, fence, LIST, PAGE, page } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { type Recorded, reply, scripted } from '../support/wire.ts';

const postsIn = ({ requests }: Recorded): number => requests.filter((name) => name === CANCEL).length;

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));

describe('what the service may put into headers, in a whole step', () => {
  const owners = fc.constantFrom('contoso', 'CONTOSO', 'victim', '..', '%2e%2e', '');
  const location = fc.oneof(
    anyText,
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc
      .tuple(
        fc.constantFrom(
          '',
          'http://127.0.0.1:1',
          'http://127.0.0.1:2',
          'https://127.0.0.1:1',
          'http://localhost:1',
          '//127.0.0.1:1',
          'http://a@127.0.0.1:1',
          '/\\evil',
        ),
        owners,
        fc.constantFrom('contoso-vm', 'other', '.', 'contoso-vm/..', 'contoso-vm%2f'),
        fc.constantFrom('operations/1', `operations/${fence}`, 'operations/..', 'cancel', 'operations/1/cancel', 'submissions/'),
        fc.oneof(fc.constantFrom('', '?api-version=2017-10-31', '?api-version=x', '#f'), anyText),
      )
      .map(([origin, publisher, offer, route, rest]) => `${origin}/api/publishers/${publisher}/offers/${offer}/${route}${rest}`),
    fc.tuple(owners, anyText).map(([publisher, rest]) => `/api/operations/${publisher}$contoso-vm$${rest}`),
  );

  it('LO-04 to LO-14 any Location, first and later: only operations of our offer are ever asked for, by GET', async () => {
    await fc.assert(
      fc.asyncProperty(location, location, fc.boolean(), async (first, second, isInBody) => {
        const carrying = (path: string): Reply => (isInBody ? reply(202, { location: path }) : reply(202, '', { location: path }));
        const sent: string[] = [];
        const script: Readonly<Record<string, Reply>> = {
          submissions: reply(200, [entry('running')]),
          cancel: carrying(first),
          [fence]: canceled,
        };
        const transport: Recorded['transport'] = async ({ method, url }) => {
          sent.push(`${method} ${url}`);
          return script[new URL(url).pathname.replace(/\/$/, '').replace(/^.*\//, '')] ?? carrying(second);
        };
        const { outputs } = await runStep({ wire: { transport, requests: [], sent: [] }, inputs: minute });
        expect(['canceled', 'timed-out']).toContain(outputs['outcome']);
        const ours =
          /^GET http:\/\/127\.0\.0\.1:1\/api\/(publishers\/contoso\/offers\/contoso-vm\/operations\/[A-Za-z0-9][\w.~$-]*|operations\/contoso(\$|%24)contoso-vm(\$|%24)[\w.~$%-]+)\?api-version=\d{4}-\d{2}-\d{2}(-preview)?$/i;
        expect(sent.slice(2).filter((request) => !ours.test(request) && !request.includes('/submissions/'))).toStrictEqual([]);
        expect(sent.filter((request) => request.startsWith('POST'))).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });

  const retryAfter = fc.oneof(
    anyText,
    fc.integer({ min: -1, max: 100 }).map(String),
    fc.constantFrom('999999999', '9'.repeat(400), 'Infinity', 'NaN', '1e9', '2026', '2065-01-01'),
    fc.integer({ min: 0, max: 4_102_444_799 }).map((second) => new Date(second * 1000).toUTCString()),
  );
  const name = fc.constantFrom('retry-after', 'retry-after-ms', 'x-ms-retry-after-ms');
  const asking = fc.dictionary(fc.oneof(name, fc.constant('date')), retryAfter, { maxKeys: 3 });

  it.each([
    { what: 'of a cancel that is turned away', cancel: 429, look: 200, outcomes: ['failed'] },
    { what: 'of looks that show it running', cancel: 202, look: 200, outcomes: ['timed-out'] },
    { what: 'of looks that are turned away', cancel: 202, look: 429, outcomes: ['timed-out'] },
    { what: 'of a cancel that fails unclearly', cancel: 500, look: 200, outcomes: ['unknown'] },
  ])('RA-01 to RA-10 any Retry-After $what: over by the deadline, and no busy loop', async ({ cancel, look, outcomes }) => {
    await fc.assert(
      fc.asyncProperty(asking, asking, async (first, second) => {
        const seen = reply(look, page('running'), second);
        const wire = scripted({
          [LIST]: [reply(200, [entry('running')]), reply(look, [entry('running')], second)],
          [CANCEL]: reply(cancel, '', first),
          [PAGE]: seen,
        });
        const { outputs, clock } = await runStep({ wire, inputs: minute });
        expect(outcomes).toContain(outputs['outcome']);
        expect(clock.nowMs()).toBeLessThanOrEqual(60_000);
        expect(postsIn(wire)).toBeLessThanOrEqual(4);
        expect(wire.requests.length).toBeLessThan(20);
      }),
    );
  });

  it('RA-11 a Retry-After of a 400 is ignored', async () => {
    const wire = scripted({ ...runs, [CANCEL]: reply(400, '', { 'retry-after': '30' }), [PAGE]: running });
    const { outputs, clock } = await runStep({ wire });
    expect([outputs['outcome'], clock.pausesMs]).toStrictEqual(['refused', []]);
  });
});
