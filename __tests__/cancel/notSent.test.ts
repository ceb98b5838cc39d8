import { describe, expect, it } from 'vitest';
import { runs } from '../support/cancelStory.ts';
import { CANCEL, fence, LIST, PAGE, STATUS } from '../support/offer.ts';
import { runStep } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

describe('F12 NE-12 a cancel that never left this machine', () => {
  it.each([
    { what: 'CONNECT is answered 403', code: 'proxy-403' },
    { what: 'the proxy is not there', code: 'proxy' },
    { what: 'no address', code: 'ENOTFOUND' },
    { what: 'a refused connection', code: 'ECONNREFUSED' },
    { what: 'no connection within its time', code: 'connect-timeout' },
    { what: 'a TLS handshake that fails', code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
    { what: 'a certificate that is not trusted', code: 'CERT_HAS_EXPIRED' },
  ])('$what: "No cancel was sent", early outputs included', async ({ code }) => {
    const step = await runStep({ wire: scripted({ ...runs, [CANCEL]: { sent: false, code } }) });
    expect(step.outputs).toMatchObject({ outcome: 'failed', 'status-code': '', 'operation-id': fence });
    expect(step.outputs['message']).toMatch(
      /The cancel did not reach the service: .*\. No cancel was sent\. The offer can still go live\./,
    );
    const early = step.written.filter((value) => value === 'failed' || value === 'unknown');
    expect(early.slice(0, 3)).toStrictEqual(['failed', 'unknown', 'failed']);
    expect(early.at(-1)).toBe('failed');
  });

  it('one that left before counts', async () => {
    const step = await runStep({ wire: scripted({ ...runs, [CANCEL]: [reply(429), { sent: false, code: 'ECONNREFUSED' }] }) });
    expect(step.outputs['message']).toMatch(/A cancel was sent and not processed \(HTTP 429\)/);
  });
});

describe('F6 PS-30 a look whose turn came after the deadline', () => {
  const unsent = { sent: false, code: 'unsent' };
  it.each([
    { what: 'the list', script: { [LIST]: unsent }, requests: [LIST] },
    { what: 'the status', script: { [LIST]: reply(404), [STATUS]: unsent }, requests: [LIST, STATUS] },
    {
      what: 'the page of the guarded operation',
      script: { [LIST]: reply(404), [PAGE]: unsent },
      inputs: { 'operation-id': fence },
      requests: [LIST, PAGE],
    },
  ])('$what: no further look, no cancel', async ({ script, inputs = {}, requests }) => {
    const step = await runStep({ wire: scripted(script), inputs });
    expect([step.outputs['outcome'], step.requests]).toStrictEqual(['failed', requests]);
    expect(step.outputs['message']).toMatch(
      /its turn came too late\. No cancel was sent\. .* If this happens often, raise timeout-minutes\. You/,
    );
  });
});
