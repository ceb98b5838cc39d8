import { isUntrusted } from '../http/certificate.ts';
import { describeFailure } from '../http/failure.ts';
import { type Exchange, isReply } from '../http/reply.ts';
import { isTransient } from '../http/retry.ts';
import type { SignInFailure } from './credential.ts';

/** No token came: which service was asked, what came instead, and a hint, `''` when there is none. */
export function signInFailure(service: 'Microsoft Entra' | 'GitHub', result: Exchange, hint: string): SignInFailure {
  const cause = causeOf(result);
  return { cause, detail: [`${service} ${verbs[cause]}: ${describeFailure(withoutSecrets(result))}`, hint].filter(Boolean).join('. ') };
}

const verbs: Readonly<Record<Cause, string>> = {
  'sign-in-refused': 'refused the sign-in',
  'sign-in-unreachable': 'could not be asked for a token',
  'sign-in-unusable': 'gave no token that can be used',
  certificate: 'could not be asked for a token',
};

type Cause = SignInFailure['cause'];

function causeOf(result: Exchange): Cause {
  if (!isReply(result)) return isUntrusted(result.code) ? 'certificate' : 'sign-in-unreachable';
  if (isTransient(result)) return 'sign-in-unreachable';
  return result.status >= 400 && result.status < 500 ? 'sign-in-refused' : 'sign-in-unusable';
}

/** A reply that should have held a token may hold one all the same: of such a body only a web page's title is ever quoted. */
function withoutSecrets(result: Exchange): Exchange {
  return isReply(result) && result.status < 300 && !/^\s*</.test(result.body) ? { ...result, body: '', json: undefined } : result;
}
