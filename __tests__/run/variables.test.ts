import { describe, expect, it } from 'vitest';
import { CANCEL, LIST } from '../support/offer.ts';
import { application, authority, clientSecret } from '../support/signInStory.ts';
import { runStep } from '../support/step.ts';
import { refusedConnection, reply, scripted, TOKEN } from '../support/wire.ts';

describe('F41 a proxy variable that is not used', () => {
  const said = (name: string): string =>
    `The connection was direct: ${name} is set, but not used here. If a proxy is needed, put it into https_proxy.`;
  const noService = { [LIST]: refusedConnection, 'GET status': refusedConnection, [CANCEL]: refusedConnection };
  const signIn = { ...application, 'client-secret': clientSecret, 'authority-url': authority };

  it.each([
    { name: 'no connection to the service', script: noService, inputs: {}, environment: { http_proxy: 'http://proxy:1' } },
    { name: 'no connection to Microsoft Entra', script: { [TOKEN]: refusedConnection }, inputs: signIn, environment: { ALL_PROXY: 'x' } },
  ])('$name: it is named, in the message and in what to do next', async ({ script, inputs, environment }) => {
    const { outputs, runner } = await runStep({ wire: scripted(script), inputs, environment });
    expect([outputs['outcome'], outputs['message']]).toStrictEqual([
      'failed',
      expect.stringContaining(said(Object.keys(environment).join())),
    ]);
    expect(runner.summaries.join()).toMatch(/\*\*What to do next:\*\*.*The connection was direct/);
  });

  it.each([
    { name: 'another one is used', script: noService, environment: { http_proxy: 'http://proxy:1', https_proxy: 'http://proxy:1' } },
    { name: 'the service answered', script: { [LIST]: reply(403) }, environment: { http_proxy: 'http://proxy:1' } },
  ])('$name: not a word', async ({ script, environment }) => {
    const { outputs } = await runStep({ wire: scripted(script), environment });
    expect(outputs['message']).not.toContain('The connection was direct');
  });
});

it('F43 extra certificates that Node did not take: a warning, and no word that they are trusted', async () => {
  const environment = { NODE_EXTRA_CA_CERTS: '/ca.pem' };
  const { runner } = await runStep({ wire: scripted({ [LIST]: reply(403) }), environment, extraCertificates: 0 });
  expect(runner.lines.filter((line) => line.includes('NODE_EXTRA_CA_CERTS'))).toStrictEqual([
    expect.stringMatching(/^warning: NODE_EXTRA_CA_CERTS: Node took no certificate from its file/),
  ]);
});

describe('F36 a step that printed no token', () => {
  it.each([
    { input: 'token', word: 'null' },
    { input: 'token', word: 'Bearer undefined' },
    { input: 'token', word: 'System.Security.SecureString' },
    { input: 'client-secret', word: '***' },
  ])('$input "$word" is refused, nothing is sent, and the word is no mask', async ({ input, word }) => {
    const inputs = input === 'token' ? {} : { ...application, 'authority-url': authority };
    const { outputs, runner, requests } = await runStep({ wire: scripted({}), inputs: { ...inputs, [input]: word } });
    expect([outputs['outcome'], requests, runner.masks]).toStrictEqual(['invalid-input', [], []]);
    expect(outputs['message']).toContain(`${input}: is a word that stands for no value`);
  });
});
