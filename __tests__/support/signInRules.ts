import type { SignIn } from '../../src/auth/signIn.ts';
import { signInWay } from '../../src/inputs/signIn.ts';
import type { Collect } from '../../src/inputs/validated.ts';
import { guid } from './inputRules.ts';

type Offered = Parameters<typeof signInWay>[0];
export type Values = Partial<Offered['values']>;

/** What the step runs in, beside the values of its inputs. */
export interface Around {
  readonly variables?: Partial<Offered['variables']>;
  readonly authorityUrl?: string;
  readonly isSandbox?: boolean;
}

/** What was decided, and all that the author reads about it. */
export interface Heard {
  readonly signIn: SignIn;
  readonly problems: readonly string[];
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

export const resource = 'https://cloudpartner.azure.com';
export const authorityUrl = 'https://login.microsoftonline.com';
export const local = 'http://127.0.0.1:4010';
export const inSandbox = { authorityUrl: local, isSandbox: true };
export const [requestUrl, requestToken] = ['https://pipelines.actions.example/token?api-version=2.0', 'request-token'];
export const job = { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
export const jobAt = (url: string): typeof job => ({ ...job, ACTIONS_ID_TOKEN_REQUEST_URL: url });
export const token = 'eyJ0.e30.c2ln';
export const [tenantId, clientId] = ['contoso.onmicrosoft.com', guid];
export const application = { 'tenant-id': tenantId, 'client-id': clientId };

export function offer(values: Values, around: Around = {}): Heard {
  const problems: string[] = [];
  const notices: string[] = [];
  const warnings: string[] = [];
  const take: Collect = (name, checked, instead) => {
    if ('problem' in checked) {
      problems.push(`${name}: ${checked.problem}`);
      return instead;
    }
    notices.push(...(checked.notices ?? []));
    warnings.push(...(checked.warnings ?? []));
    return checked.value;
  };
  const { variables, isSandbox = false } = around;
  const offered = {
    values: { token: '', 'tenant-id': '', 'client-id': '', 'client-secret': '', ...values },
    variables: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '', ...variables },
    authorityUrl: around.authorityUrl ?? authorityUrl,
    isSandbox,
    resource,
  };
  return { signIn: signInWay(offered, take), problems, notices, warnings };
}
