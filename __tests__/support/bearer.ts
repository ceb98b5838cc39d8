import type { Credential, SignInFailure } from '../../src/auth/credential.ts';
import { staticToken } from '../../src/auth/staticToken.ts';
import type { Send } from '../../src/http/deadline.ts';
import type { NoReply, Reply } from '../../src/http/reply.ts';
import type { Request } from '../../src/http/transport.ts';
import { startWallMs } from './fakeClock.ts';
import { silence } from './wire.ts';

export type Sent = Parameters<Send>[0];

export const never = new AbortController().signal;
export const home = 'https://cloudpartner.azure.com';
export const refusedAgain = 'a token that was fetched anew was refused as well';
export const given = (token: string): Credential => staticToken(token, home, () => startWallMs);

export function ask(method: Request['method'] = 'GET', url = `${home}/x`): Sent {
  return { intent: method === 'GET' ? 'read' : 'cancel', method, url, headers: { accept: 'application/json' } };
}

/** A wire that answers in turn, the last for ever. */
export function answering(...answers: (Reply | NoReply)[]) {
  const sent: Sent[] = [];
  const signals: AbortSignal[] = [];
  const send: Send = async (request, signal) => {
    signals.push(signal);
    return answers[Math.min(sent.push(request), answers.length) - 1] ?? silence;
  };
  const tokens = (): (string | undefined)[] => sent.map(({ headers }) => headers['authorization']?.replace('Bearer ', ''));
  return { send, sent, signals, tokens };
}

/** A credential that renews: `token-1`, and after each refusal of the current one the next. */
export function renewable(...failures: SignInFailure[]) {
  const asked: (string | undefined)[] = [];
  let number = 1;
  const credential: Credential = {
    accessToken: async (rejected) => {
      asked.push(rejected);
      const failure = rejected === undefined ? undefined : failures.shift();
      if (failure) return failure;
      if (rejected === `token-${number}`) number += 1;
      return { token: `token-${number}` };
    },
  };
  return { credential, asked };
}
