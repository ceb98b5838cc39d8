import { describe, expect, it } from 'vitest';
import { CANCEL, entry, LIST, PAGE } from '../support/offer.ts';
import {
  api,
  authority,
  canceled,
  cancels,
  denied,
  expectRow,
  grant,
  issues,
  numbersAt,
  play,
  type Row,
  running,
  runs,
  wrongSecret,
} from '../support/signInStory.ts';
import { GITHUB, reply, silence, TOKEN } from '../support/wire.ts';

describe('401', () => {
  const all = { ...issues, ...runs };
  const signs = [GITHUB, TOKEN];
  const rows: readonly (Row & { readonly tokens: readonly number[] })[] = [
    {
      name: 'on the first look: renewed once, looked again once',
      script: { ...issues, ...cancels, [LIST]: [denied, reply(200, [entry('running')])] },
      outcome: 'canceled',
      requests: [...signs, LIST, ...signs, LIST, CANCEL, PAGE],
      tokens: [1, 2, 2, 2],
    },
    {
      name: 'on the first look, twice: refused, no cancel',
      script: { ...issues, [LIST]: denied },
      outcome: 'refused',
      requests: [...signs, LIST, ...signs, LIST],
      tokens: [1, 2],
      message: /could not be read: HTTP 401, .*No cancel was sent\. The offer can still go live\./,
    },
    {
      name: 'on the first look of a dry run',
      script: { ...issues, [LIST]: [denied, reply(200, [entry('running')])] },
      inputs: { 'dry-run': 'true' },
      outcome: 'planned',
      requests: [...signs, LIST, ...signs, LIST],
      tokens: [1, 2],
    },
    {
      name: 'AU-29 on the cancel: one forced renewal, one more cancel',
      script: { ...all, [CANCEL]: [denied, reply(200)], [PAGE]: canceled },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE],
      tokens: [1, 1, 2, 2],
    },
    {
      name: 'AU-29 on the cancel, which is accepted then',
      script: { ...all, [CANCEL]: [denied, reply(202)], [PAGE]: [running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, `${PAGE} ×2`],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-29 before busy answers: four cancels are all',
      script: { ...all, [CANCEL]: [denied, reply(429)], [PAGE]: running },
      outcome: 'failed',
      requests: [...signs, LIST, CANCEL, ...signs, `${CANCEL} ×3`],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-29 after an unclear answer: a look first, then one more cancel',
      script: { ...all, [CANCEL]: [silence, denied, reply(200)], [PAGE]: [running, running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, CANCEL, ...signs, PAGE, CANCEL, PAGE, LIST],
      tokens: [1, 1, 1, 1, 2, 2, 2, 2],
    },
    {
      name: 'AU-29 after an unclear answer, and the look shows that it was taken',
      script: { ...all, [CANCEL]: [silence, denied], [PAGE]: [running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, CANCEL, ...signs, PAGE, LIST],
      tokens: [1, 1, 1, 1, 2, 2],
    },
    {
      name: 'AU-30 on the cancel, twice: refused, two cancels',
      script: { ...all, [CANCEL]: denied, [PAGE]: running },
      outcome: 'refused',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE],
      tokens: [1, 1, 2, 2],
      message:
        /a token that was fetched anew was refused as well\. A cancel was sent \(HTTP 401\)\. .* Add the application to the account of the publisher/,
    },
    {
      name: 'AU-30 everywhere after the first look',
      script: { ...all, [CANCEL]: denied, [PAGE]: denied, [LIST]: [reply(200, [entry('running')]), denied] },
      outcome: 'refused',
      requests: [...signs, LIST, CANCEL, ...signs, CANCEL, PAGE, LIST],
      tokens: [1, 1, 2, 2, 2],
    },
    {
      name: 'AU-30 on the cancel, and Microsoft Entra gives no other token: one cancel',
      script: { ...all, [TOKEN]: [grant(1), wrongSecret], [CANCEL]: denied, [PAGE]: running },
      outcome: 'failed',
      requests: [...signs, LIST, CANCEL, ...signs],
      tokens: [1, 1],
      message: /HTTP 401, .*Microsoft Entra refused the sign-in: HTTP 401, "invalid_client: AADSTS7000215/,
    },
    {
      name: 'PS-16 while the step waits: renewed, looked again at once',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [running, denied, running, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, `${PAGE} ×2`, ...signs, `${PAGE} ×2`],
      tokens: [1, 1, 1, 1, 2, 2],
    },
    {
      name: 'PS-16 twice while the step waits, with a good look between',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [denied, running, denied, canceled] },
      outcome: 'canceled',
      requests: [...signs, LIST, CANCEL, PAGE, ...signs, `${PAGE} ×2`, ...signs, PAGE],
      tokens: [1, 1, 1, 2, 2, 3],
    },
    {
      name: 'PS-16 twice at one look: unknown',
      script: { ...all, [CANCEL]: reply(202), [PAGE]: [running, denied] },
      outcome: 'unknown',
      requests: [...signs, LIST, CANCEL, `${PAGE} ×2`, ...signs, PAGE],
      tokens: [1, 1, 1, 1, 2],
      message:
        /^Sandbox: contoso-vm may still be publishing\. The cancel was accepted and is not confirmed: HTTP 401, .* Give the application its role in the publisher's account back/,
    },
  ];

  it.each(rows)('$name → $outcome', async ({ tokens, ...row }) => {
    const step = await expectRow(row);
    expect(numbersAt(api, step)).toStrictEqual(tokens);
    const used = numbersAt(authority, step);
    expect(used).toStrictEqual(used.map((_, index) => index + 1));
  });

  it('AU-29 the one more cancel leaves at once', async () => {
    const later = { ...denied, headers: { 'retry-after': '30' } };
    const step = await play({ script: { ...all, [CANCEL]: [later, reply(200)], [PAGE]: canceled } });
    expect([step.outputs['outcome'], step.clock.pausesMs]).toStrictEqual(['canceled', []]);
    expect(step.runner.lines.filter((line) => line.includes('Asking again')).map((line) => line.slice(10))).toStrictEqual([
      'Asking again with a new token',
    ]);
  });

  it('AU-29 after three busy answers: four cancels are all', async () => {
    const step = await play({ script: { ...all, [CANCEL]: [reply(429), reply(429), reply(429), denied, reply(200)], [PAGE]: running } });
    expect(step.requests.filter((name) => name.startsWith(CANCEL))).toStrictEqual([`${CANCEL} ×4`]);
    expect([step.exitCode, step.outputs['status-code']]).toStrictEqual([1, '401']);
  });

  const claims = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"hushAccess"}}}').toString('base64');
  it.each([
    { what: 'claims', challenge: `Bearer realm="", error="insufficient_claims", claims="${claims}"`, isClaims: true },
    { what: 'claims that are no base64', challenge: 'Bearer claims="%%% ::error:: hushAccess"', isClaims: true },
    { what: '100 kB of claims', challenge: `Bearer claims="${'A'.repeat(100_000)}"`, isClaims: true },
    { what: 'two challenges', challenge: `Basic realm="hushAccess", Bearer claims="${claims}"`, isClaims: true },
    {
      what: 'an authorization_uri of somebody else',
      challenge: 'Bearer authorization_uri="https://evil.example/authorize", error="invalid_token"',
      isClaims: false,
    },
  ])('AU-31 with $what: never shown, never followed, one renewal', async ({ challenge, isClaims }) => {
    const refused = { ...denied, headers: { 'www-authenticate': challenge } };
    const again = await play({ script: { ...all, [CANCEL]: [refused, reply(200)], [PAGE]: canceled } });
    expect([again.outputs['outcome'], numbersAt(api, again)]).toStrictEqual(['canceled', [1, 1, 2, 2]]);
    const step = await play({ script: { ...all, [CANCEL]: refused, [PAGE]: running } });
    expect([step.outputs['outcome'], numbersAt(api, step)]).toStrictEqual(['refused', [1, 1, 2, 2]]);
    const shown = [...step.runner.lines, ...step.written, ...step.runner.summaries].join('\n');
    expect(shown).not.toMatch(/evil|AAAA|eyJhY2Nlc3|insufficient|Basic|%%%|\n::/);
    expect(shown.includes('a policy of the tenant asks for more than this token')).toBe(isClaims);
  });
});

describe('403', () => {
  const noRights = reply(403, { error: { code: 'Forbidden', message: 'User does not have the required permissions' } });
  const hint =
    /Add the application to the account of the publisher in Partner Center, by the object id of its enterprise application\. Check publisher-id/;
  const rows: readonly Row[] = [
    {
      name: 'AU-32 on the cancel: no retry, no renewal',
      script: { ...issues, ...runs, [CANCEL]: noRights, [PAGE]: running },
      outcome: 'refused',
      requests: [GITHUB, TOKEN, LIST, CANCEL, PAGE],
      message: hint,
    },
    {
      name: 'AU-32 on the first look: no cancel',
      method: 'client-secret',
      script: { ...issues, [LIST]: noRights },
      outcome: 'refused',
      requests: [TOKEN, LIST],
      message: hint,
    },
    {
      name: 'PS-17 while the step waits',
      script: { ...issues, ...runs, [CANCEL]: reply(202), [PAGE]: [running, noRights] },
      outcome: 'unknown',
      requests: [GITHUB, TOKEN, LIST, CANCEL, `${PAGE} ×2`],
      message: /Give the application its role in the publisher's account back/,
    },
  ];
  it.each(rows)('$name → $outcome', async (row) => {
    await expectRow(row);
  });
});
