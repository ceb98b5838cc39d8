import { describe, expect, it } from 'vitest';
import { CANCEL, LIST, PAGE } from '../support/offer.ts';
import {
  access,
  assertion,
  canceled,
  cancels,
  clientSecret,
  denied,
  givenToken,
  grant,
  issues,
  job,
  many,
  play,
  requestToken,
  runs,
  said,
  type Way,
} from '../support/signInStory.ts';
import { runStep } from '../support/step.ts';
import { GITHUB, reply, type Script, scripted, TOKEN } from '../support/wire.ts';

describe('AU-09 every secret is masked before it is used', () => {
  const opaque = many.map((n) => grant(n, { access_token: `hushAccess${n}` }));

  it('federated, each renewed one too', async () => {
    const { runner } = await play({ script: { ...issues, ...runs, [CANCEL]: [denied, reply(200)], [PAGE]: canceled } });
    expect(runner.masks).toStrictEqual([requestToken, assertion(1), access(1), assertion(2), access(2)]);
  });

  it('a client secret, and each token that it gets', async () => {
    const { runner } = await play({
      method: 'client-secret',
      script: { ...issues, ...runs, [CANCEL]: [denied, reply(200)], [PAGE]: canceled },
    });
    expect(runner.masks).toStrictEqual([clientSecret, access(1), access(2)]);
  });

  it('AU-11 a secret of several lines as a whole and line by line', async () => {
    const secret = '-----BEGIN hushSecret-----\r\nMIIhushSecret\nab\n-----END hushSecret-----';
    const { runner } = await play({ method: 'client-secret', script: { ...issues, ...cancels }, inputs: { 'client-secret': secret } });
    expect(runner.masks).toStrictEqual([secret, '-----BEGIN hushSecret-----', 'MIIhushSecret', '-----END hushSecret-----', access(1)]);
  });

  it('all of them when the inputs are refused', async () => {
    const step = await play({
      method: 'client-secret',
      script: {},
      inputs: { token: `Bearer ${givenToken}`, 'offer-id': '' },
      environment: job,
    });
    expect(step.outputs['outcome']).toBe('invalid-input');
    expect(step.runner.masks).toStrictEqual([`Bearer ${givenToken}`, givenToken, clientSecret, requestToken]);
  });

  it.each<{ what: string; method: Way; script: Script }>([
    {
      what: 'GitHub repeats the request token',
      method: 'federated',
      script: { [GITHUB]: reply(403, { message: `No ${requestToken} here` }) },
    },
    {
      what: 'Microsoft Entra repeats the client secret',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, { error: 'invalid_client', error_description: `No ${clientSecret} here.` }) },
    },
    {
      what: 'Microsoft Entra repeats the client secret as it was sent',
      method: 'client-secret',
      script: { [TOKEN]: reply(400, `client_secret=${encodeURIComponent(clientSecret)} or ${new URLSearchParams({ a: clientSecret })}`) },
    },
    {
      what: 'Microsoft Entra repeats the assertion',
      method: 'federated',
      script: { [GITHUB]: said(1), [TOKEN]: reply(400, { error: 'invalid_client', error_description: `No ${assertion(1)} here.` }) },
    },
    {
      what: 'Microsoft Entra gives a token that cannot be used',
      method: 'client-secret',
      script: { [TOKEN]: reply(201, { access_token: access(1) }) },
    },
    { what: 'a page gives a token', method: 'client-secret', script: { [TOKEN]: reply(200, `<title>${access(1)}</title>`) } },
    { what: 'a text gives a token', method: 'client-secret', script: { [TOKEN]: reply(200, 'token=hushAccess1') } },
    {
      what: 'the API repeats a token',
      method: 'federated',
      script: { ...issues, [LIST]: reply(403, { message: `Not with ${access(1)}` }) },
    },
    {
      what: 'the API repeats a token that looks like none',
      method: 'federated',
      script: { ...issues, [TOKEN]: opaque, [LIST]: reply(403, { message: 'Not with hushAccess1' }) },
    },
    {
      what: 'the API repeats a renewed token that looks like none',
      method: 'federated',
      script: { ...issues, [TOKEN]: opaque, [LIST]: [denied, reply(403, { message: 'Not with hushAccess2' })] },
    },
    { what: 'a given token is repeated', method: 'token', script: { [LIST]: reply(403, { message: `Not with ${givenToken}` }) } },
  ])('and hidden when $what', async ({ method, script }) => {
    const step = await play({ method, script });
    expect(['failed', 'refused']).toContain(step.outputs['outcome']);
  });
});

it('AU-10 a token too short to be one is not masked: every such word would vanish from the log', async () => {
  const steps = ['abc', 'abcd'].map((token) => runStep({ wire: scripted({ [LIST]: reply(200, []) }), inputs: { token } }));
  expect((await Promise.all(steps)).map(({ runner }) => runner.masks)).toStrictEqual([[], ['abcd']]);
});
