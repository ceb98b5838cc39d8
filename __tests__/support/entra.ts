import type { SignInDeps } from '../../src/auth/credential.ts';
import { type Application, type Proof, requestToken } from '../../src/auth/entra.ts';
import { withDeadline } from '../../src/http/deadline.ts';
import { type NoReply, type Reply, withReader } from '../../src/http/reply.ts';
import { createFakeClock } from './fakeClock.ts';
import { guid } from './inputRules.ts';
import { cutReply, reply, scripted, TOKEN } from './wire.ts';

const application: Application = {
  resource: 'https://cloudpartner.azure.com',
  authorityUrl: 'https://login.test',
  tenantId: 'contoso.onmicrosoft.com',
  clientId: guid,
};
export const secret: Proof = { clientSecret: 'client-secret-1' };
const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:contoso@12/offers@34:ref:refs/heads/main',
  aud: 'api://x',
};
export const assertion: Proof = { assertion: `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln` };

export const good = reply(200, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: 'access-token-1' });
export const grant = { token: 'access-token-1', expiresInMs: 3_599_000 };
export const cut = cutReply(200);
export const unusable = 'Microsoft Entra gave no token that can be used: HTTP 200';
export const unreachable = 'Microsoft Entra could not be asked for a token';

export interface Options {
  readonly proof?: Proof;
  readonly requestMs?: number;
  readonly deadlineMs?: number;
  readonly tries?: number;
  readonly stopAtMs?: number;
}

/** What comes of it, and everything that happened outside, in order. */
export async function ask(answers: readonly (Reply | NoReply)[], options: Options = {}) {
  const { proof = secret, requestMs = 0, deadlineMs = 900_000, tries = 4, stopAtMs = -1 } = options;
  const clock = createFakeClock();
  const stop = new AbortController();
  if (stopAtMs >= 0) clock.at(stopAtMs, () => stop.abort());
  const timed = answers.map((answer) => () => {
    clock.pass(requestMs);
    return answer;
  });
  const wire = scripted({ [TOKEN]: timed });
  const tools: SignInDeps = {
    send: withDeadline(withReader(wire.transport, clock), { clock, deadlineMs, stop: new AbortController().signal }),
    limits: { clock, deadlineMs, stop: stop.signal },
    mask: (text) => void wire.requests.push(`mask ${text}`),
    log: (text) => void wire.requests.push(`say ${text}`),
  };
  const result = await requestToken(application, proof, tools, tries);
  return { result, happened: wire.requests, sent: wire.sent, pausesMs: clock.pausesMs, endsAtMs: clock.nowMs() };
}
