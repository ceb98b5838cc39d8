import type { SignIn } from './auth/signIn.ts';
import { isLoopback } from './http/origin.ts';
import type { ApiFacts } from './marketplace/api.ts';
import { portalFacts } from './marketplace/portal/facts.ts';
import type { Take } from './rules/checked.ts';
import { deploymentToken, environmentName } from './rules/deployment.ts';
import { emailList } from './rules/emails.ts';
import { disagreements, noProxy, proxy, serviceUrl, tlsChecks } from './rules/network.ts';
import { forOneOffer, operationId as guardId, identifier, offerList } from './rules/offer.ts';
import { signInWay } from './rules/signIn.ts';
import { apiVersion, choice, entityTag, wholeNumber, yesNo } from './rules/values.ts';

/** Every input of action.yml with its default. */
export const inputDefaults = {
  'publisher-id': '',
  'offer-id': '',
  'notification-emails': '',
  token: '',
  'tenant-id': '',
  'client-id': '',
  'client-secret': '',
  'operation-id': '',
  'if-nothing-to-cancel': 'error',
  wait: 'true',
  'timeout-minutes': '15',
  'poll-interval-seconds': '10',
  'dry-run': 'false',
  environment: '',
  'github-token': '',
  'if-match': '',
  'api-version': portalFacts.defaultVersion,
  'base-url': portalFacts.origin,
  'authority-url': 'https://login.microsoftonline.com',
} as const;

export type InputName = keyof typeof inputDefaults;

/** The least and the most of every input that is a number, in its own unit. `npm run docs` puts them into action.yml and the README. */
export const ranges = {
  'timeout-minutes': { least: 1, most: 350 },
  'poll-interval-seconds': { least: 1, most: 300 },
} as const;

/** The variables of the environment that decide how a request travels (of the proxy's, lower case wins, as in http-client), and those that give the job a GitHub token. */
export const environmentNames = [
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const;

export interface Inputs {
  readonly values: Readonly<Record<InputName, string>>;
  readonly environment: Readonly<Record<(typeof environmentNames)[number], string>>;
}

type NothingPolicy = 'error' | 'warn' | 'ignore';

/** Every decision that the inputs make. `operationId`, `environment`, `githubToken` and `ifMatch` are `''` when not given; the address parts are safe in a URL as they are. */
export interface Plan {
  readonly api: ApiFacts;
  readonly publisherId: string;
  readonly offerIds: readonly [string, ...string[]];
  readonly emails: readonly string[];
  readonly signIn: SignIn;
  readonly operationId: string;
  readonly ifNothingToCancel: NothingPolicy;
  readonly wait: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly isDryRun: boolean;
  readonly environment: string;
  readonly githubToken: string;
  readonly ifMatch: string;
  readonly apiVersion: string;
  readonly baseUrl: string;
  readonly isSandbox: boolean;
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
  /** For the debug log only. */
  readonly remarks: readonly string[];
}

/** Inputs or environment refused: every problem at once, each naming its input, the rule and what to write instead. */
export interface InputError {
  readonly api: ApiFacts;
  readonly problems: readonly string[];
  readonly isSandbox: boolean;
}

/** Strings in, decisions out. Nothing is sent before this has said yes. */
export function parsePlan({ values, environment }: Inputs): Plan | InputError {
  const api = portalFacts;
  const problems: string[] = [];
  const notices: string[] = [];
  const warnings: string[] = [];
  const take: Take = (name, checked, instead) => {
    if ('problem' in checked) {
      problems.push(`${name}: ${checked.problem}`);
      return instead;
    }
    notices.push(...(checked.notices ?? []));
    warnings.push(...(checked.warnings ?? []));
    return checked.value;
  };

  const publisherId = take('publisher-id', identifier(values['publisher-id'], 'contoso'), '');
  const offerIds = take('offer-id', offerList(values['offer-id']), []);
  const emails = take('notification-emails', emailList(values['notification-emails']), []);
  const version = take('api-version', apiVersion(values['api-version'], api.defaultVersion), '');
  const baseUrl = take('base-url', serviceUrl(values['base-url'], api.origin), api.origin);
  const authorityUrl = take(
    'authority-url',
    serviceUrl(values['authority-url'], inputDefaults['authority-url']),
    inputDefaults['authority-url'],
  );
  const isSandbox = isLoopback(new URL(baseUrl));
  const signIn = signInWay({ values, environment, authorityUrl, isSandbox, resource: api.origin }, take);
  const [offerId, ...moreOffers] = offerIds;
  const address = publisherId === '' || offerId === undefined ? undefined : { publisherId, offerId, baseUrl, apiVersion: version };
  const operationId = take('operation-id', forOneOffer(guardId(values['operation-id'], address), offerIds), '');
  const policy = take<NothingPolicy>(
    'if-nothing-to-cancel',
    choice(values['if-nothing-to-cancel'], inputDefaults['if-nothing-to-cancel'], ['error', 'warn', 'ignore']),
    'error',
  );
  const wait = take('wait', yesNo(values.wait, inputDefaults.wait), true);
  const number = (name: keyof typeof ranges): number => take(name, wholeNumber(values[name], inputDefaults[name], ranges[name]), 1);
  const timeout = number('timeout-minutes');
  const interval = number('poll-interval-seconds');
  const isDryRun = take('dry-run', yesNo(values['dry-run'], inputDefaults['dry-run']), true);
  const name = take('environment', environmentName(values.environment), '');
  const githubToken = take('github-token', deploymentToken(values['github-token'], values.environment), '');
  const ifMatch = take('if-match', forOneOffer(entityTag(values['if-match']), offerIds), '');
  take('NODE_TLS_REJECT_UNAUTHORIZED', tlsChecks(environment.NODE_TLS_REJECT_UNAUTHORIZED), null);
  const proxyName = environment.https_proxy === '' ? 'HTTPS_PROXY' : 'https_proxy';
  take(proxyName, proxy(environment[proxyName]), null);
  take('no_proxy', noProxy(environment.no_proxy || environment.NO_PROXY), null);
  warnings.push(...disagreements(environment));
  const remarks = environment.NODE_EXTRA_CA_CERTS === '' ? [] : ['Certificates of NODE_EXTRA_CA_CERTS are trusted too'];

  if (interval > timeout * 60)
    warnings.push(
      `poll-interval-seconds: ${interval} s is longer than the whole step may take (${timeout} min); it will look once more, at its deadline`,
    );
  if (problems.length > 0 || offerId === undefined) return { api, problems, isSandbox };
  return {
    api,
    publisherId,
    offerIds: [offerId, ...moreOffers],
    emails,
    signIn,
    operationId,
    ifNothingToCancel: policy,
    wait,
    timeoutMs: timeout * 60_000,
    pollIntervalMs: interval * 1000,
    isDryRun,
    environment: name,
    githubToken,
    ifMatch,
    apiVersion: version,
    baseUrl,
    isSandbox,
    notices,
    warnings,
    remarks,
  };
}
