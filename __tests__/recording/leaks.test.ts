import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Request } from '../../src/http/transport.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { portalRecording } from '../../src/marketplace/portal/recording.ts';
import { ingestionRecording } from '../../src/marketplace/productIngestion/recording.ts';
import { submissionRecording } from '../../src/marketplace/submission/recording.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { prng } from '../storms/prng.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { createNasty, urlOf } from '../support/nastyReplies.ts';
import { usual } from '../support/plan.ts';
import { offerResult } from '../support/result.ts';
import { createSecrets, leaksIn, type Secrets } from '../support/secrets.ts';

/** `FUZZ_RUNS=100000 npx vitest run __tests__/recording/leaks.test.ts` takes so many cases. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);

const recordings = [
  { api: apis['cloud-partner-portal'], facts: portalRecording },
  { api: apis.submission, facts: submissionRecording },
  { api: apis['product-ingestion'], facts: ingestionRecording },
] as const;

/** A recording of a step with secrets in its inputs, its requests, its replies and its result. */
function recordingOf(
  seed: number,
  { api, facts }: (typeof recordings)[number],
): { readonly text: string; readonly secrets: Secrets; readonly raw: string } {
  const dice = prng(seed);
  const secrets = createSecrets(dice);
  const { reply, idOf, text } = createNasty(dice, secrets);
  const offerId = idOf('offer');
  const recorder = createRecorder(
    {
      ...usual,
      api,
      publisherId: idOf('publisher'),
      offerIds: [offerId],
      emails: [secrets.address],
      signIn: { method: 'token', token: secrets.token, resource: api.origin },
      operationId: dice.pick(['', idOf(facts.guardKind)]),
      operationProduct: dice.pick(['', secrets.guid]),
      ifMatch: secrets.token,
      environment: secrets.name,
      baseUrl: api.origin,
      recording: secrets.name,
    },
    startWallMs,
  );
  const raw: string[] = [];
  const note = (request: Request, result: ReturnType<typeof reply>, atMs: number): void => {
    raw.push(request.url, JSON.stringify(result));
    recorder.note(request, result, { atMs, endMs: atMs + 100 });
  };
  const [first, ...others] = facts.routes;
  if (first === undefined) throw new Error('an API has routes');
  const route = dice.pick([first, ...others]);
  const { method } = route;
  const headers = { authorization: `Bearer ${secrets.token}` };
  const request: Request = { intent: 'read', method, url: urlOf(route, facts, api.origin, idOf), headers, body: text(), timeoutMs: 1 };
  note(request, reply(route), 100);
  note({ ...request, url: `https://login.example/${secrets.guid}/token?${encodeURIComponent(text())}` }, reply(route), 200);
  const result = offerResult({ offerId, message: text(), operationId: secrets.guid, operationPath: text(), requestId: secrets.guid });
  return { text: recorder.file([result]), secrets, raw: raw.join('\n') };
}

describe.each(recordings.map((one) => ({ name: one.api.name, one })))('a recording of $name', ({ one }) => {
  it(
    'G6 holds no token, address, name, id or price, in no spelling, whatever the service sends',
    () => {
      fc.assert(
        fc.property(fc.nat(2 ** 32 - 1), (seed) => {
          const { text, secrets } = recordingOf(seed, one);
          expect(leaksIn(text, secrets)).toStrictEqual([]);
          expect(text.length).toBeLessThan(1024 * 1024);
        }),
        { numRuns },
      );
    },
    numRuns * 30 + 60_000,
  );

  it('is made of replies that hold all of them, at every route', () => {
    const found = new Set<string>();
    const routes = new Set<string>();
    for (let seed = 1; seed <= 200; seed += 1) {
      const { text, secrets, raw } = recordingOf(seed, one);
      for (const leak of leaksIn(raw, secrets)) found.add(leak.replace(/ .*/s, ''));
      for (const [, route = ''] of text.matchAll(/"route":"([^"]+)"/g)) routes.add(route);
    }
    expect([...found].toSorted()).toStrictEqual(['address', 'guid', 'jwt', 'name', 'number', 'price', 'token']);
    expect([...routes].toSorted()).toStrictEqual(one.facts.routes.map(({ name }) => name).toSorted());
  });
});
