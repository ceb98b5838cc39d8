import { describe, expect, it } from 'vitest';
import type { Request } from '../../src/http/transport.ts';
import { apis } from '../../src/marketplace/apis.ts';
import { createBoundedList } from '../../src/recording/bounded.ts';
import type { RecordingFile } from '../../src/recording/form.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { startWallMs } from '../support/fakeClock.ts';
import { fence, page } from '../support/offer.ts';
import { usual } from '../support/plan.ts';
import { offerResult } from '../support/result.ts';
import { reply } from '../support/wire.ts';

const product = '9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d';

function fileOf(
  plan: Parameters<typeof createRecorder>[0],
  results: Parameters<ReturnType<typeof createRecorder>['file']>[0] = [],
): RecordingFile {
  return JSON.parse(createRecorder(plan, startWallMs).file(results)) as RecordingFile;
}

describe('the head of a recording', () => {
  it('has the version, the settings that matter, and how each offer ended', () => {
    const plan = { ...usual, offerIds: ['a', 'b'] as const, emails: ['a@contoso.com'], ifMatch: '*', operationId: fence };
    expect(fileOf(plan, [offerResult({ offerId: 'b', outcome: 'refused', cause: 'refused-403' })])).toStrictEqual({
      version: 1,
      action: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      api: 'cloud-partner-portal',
      settings: {
        sandbox: false,
        apiVersion: '2017-10-31',
        signIn: 'token',
        wait: true,
        dryRun: false,
        ifNothingToCancel: 'error',
        timeoutMinutes: 15,
        pollIntervalSeconds: 10,
        emails: true,
        ifMatch: true,
        guard: 'operation-1',
      },
      publisher: 'publisher-1',
      offers: [{ offer: 'offer-1' }, { offer: 'offer-2', outcome: 'refused', cause: 'refused-403' }],
      exchanges: [],
    });
  });

  it('names a product that was given by its GUID, and the submission and product of operation-id', () => {
    const plan = {
      ...usual,
      api: apis.submission,
      publisherId: '',
      offerIds: [product] as const,
      operationId: '7',
      operationProduct: product,
    };
    const { publisher, offers, settings, submissions } = fileOf(plan);
    expect({ publisher, offers, guard: settings.guard, guardProduct: settings.guardProduct, submissions }).toStrictEqual({
      publisher: undefined,
      offers: [{ offer: 'product-1' }],
      guard: 'submission-1',
      guardProduct: 'product-1',
      submissions: ['submission-1'],
    });
  });

  it('an offer of the portal may have a GUID as its name', () => {
    expect(fileOf({ ...usual, offerIds: [product] }).offers).toStrictEqual([{ offer: 'offer-1' }]);
  });
});

describe('a long recording', () => {
  const root = `${usual.baseUrl}/api/publishers/contoso/offers/contoso-vm`;
  const request: Request = { intent: 'read', method: 'GET', url: `${root}/operations/${fence}?api-version=1`, headers: {}, timeoutMs: 1 };

  it('of six hours with a look each second has less than 1 MiB, and says how much of its middle is left out', () => {
    const recorder = createRecorder(usual, startWallMs);
    const result = reply(200, page('running'));
    const looks = 20_000;
    for (let look = 0; look < looks; look += 1) {
      const intent = look === 5_000 ? 'cancel' : 'read';
      recorder.note({ ...request, intent }, result, { atMs: look * 1000, endMs: look * 1000 + 100 });
    }
    const text = recorder.file([]);
    const { exchanges } = JSON.parse(text) as RecordingFile;
    const place = exchanges.findIndex((one) => 'leftOut' in one);
    expect(text.length).toBeLessThan(1024 * 1024);
    expect(exchanges[place]).toStrictEqual({ leftOut: looks - exchanges.length + 1 });
    expect(exchanges.slice(0, place).map((one) => 'atMs' in one && one.atMs)).toStrictEqual(
      Array.from({ length: place }, (_, look) => look * 1000),
    );
    expect(exchanges[place + 1]).toMatchObject({ atMs: 5_000_000, intent: 'cancel' });
    expect(exchanges.at(-1)).toMatchObject({ atMs: (looks - 1) * 1000 });
  });
});

describe('a list of texts that is bounded', () => {
  const added = (most: number, texts: readonly string[]): object => {
    const list = createBoundedList(most);
    for (const text of texts) list.add(text, text.startsWith('!'));
    return list.parts();
  };

  it.each([
    { what: 'nothing', texts: [], parts: { first: [], leftOut: 0, last: [] } },
    { what: 'what fits', texts: ['aa', 'bb', 'cc', 'dd'], parts: { first: ['aa', 'bb'], leftOut: 0, last: ['cc', 'dd'] } },
    { what: 'one too many', texts: ['aa', 'bb', 'cc', 'dd', 'ee'], parts: { first: ['aa', 'bb'], leftOut: 1, last: ['dd', 'ee'] } },
    { what: 'one that is kept', texts: ['aa', 'bb', '!c', 'dd', 'ee'], parts: { first: ['aa', 'bb'], leftOut: 1, last: ['!c', 'ee'] } },
    {
      what: 'more that are kept than fit',
      texts: ['aa', 'bb', '!c', '!d', '!e'],
      parts: { first: ['aa', 'bb'], leftOut: 1, last: ['!d', '!e'] },
    },
    { what: 'one that is too long', texts: ['aa', 'bbbbb', 'cc'], parts: { first: ['aa'], leftOut: 1, last: ['cc'] } },
  ])('$what', ({ texts, parts }) => {
    expect(added(8, texts)).toStrictEqual(parts);
  });
});
