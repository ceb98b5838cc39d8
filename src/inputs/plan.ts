import type { SignIn } from '../auth/signIn.ts';
import { isLoopback } from '../http/origin.ts';
import type { ApiFacts, ApiName } from '../marketplace/api.ts';
import { apis } from '../marketplace/apis.ts';
import type { NothingPolicy } from '../outcome/outcome.ts';
import { emailsFor, entityTagFor, guardFor, noGuard, publisherFor, versionFor } from './byApi.ts';
import { deploymentToken, environmentName } from './deployment.ts';
import { type Inputs, inputDefaults, ranges } from './inputs.ts';
import { networkSettings, serviceUrl } from './network.ts';
import { forOneOffer, offerList } from './offers.ts';
import { recordingFile } from './recording.ts';
import { signInWay } from './signIn.ts';
import type { Collect } from './validated.ts';
import { choice, wholeNumber, yesNo } from './values.ts';

/** `operationId`, `environment`, `githubToken` and `ifMatch` are `''` when not given; parts of addresses are safe in a URL. */
export interface Plan {
  readonly api: ApiFacts;
  readonly publisherId: string;
  readonly offerIds: readonly [string, ...string[]];
  readonly emails: readonly string[];
  readonly signIn: SignIn;
  readonly operationId: string;
  /** The product that `operation-id` names, `''` when it names none. */
  readonly operationProduct: string;
  readonly ifNothingToCancel: NothingPolicy;
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** `timeout-minutes` cannot be raised any more. */
  readonly isTimeoutAtMaximum: boolean;
  readonly pollIntervalMs: number;
  readonly isDryRun: boolean;
  readonly environment: string;
  readonly githubToken: string;
  readonly ifMatch: string;
  readonly apiVersion: string;
  readonly baseUrl: string;
  readonly isSandbox: boolean;
  /** The file for the recording, below the workspace; `''` for none. */
  readonly recording: string;
  /** A variable that names a proxy and is not used, while none names one that is; `''` when there is none. */
  readonly unusedProxy: string;
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
  /** For the debug log only. */
  readonly debugNotes: readonly string[];
}

/** Every problem, each with its input, the rule and what to write instead. */
export interface InputError {
  readonly api: ApiFacts;
  readonly problems: readonly string[];
  readonly isSandbox: boolean;
}

export function parsePlan({ values, variables, extraCertificates, recordingPlace }: Inputs): Plan | InputError {
  const problems: string[] = [];
  const notices: string[] = [];
  const warnings: string[] = [];
  const collect: Collect = (name, checked, instead) => {
    if ('problem' in checked) {
      problems.push(`${name}: ${checked.problem}`);
      return instead;
    }
    notices.push(...(checked.notices ?? []));
    warnings.push(...(checked.warnings ?? []));
    return checked.value;
  };

  const names = Object.keys(apis) as ApiName[];
  const api = apis[collect<ApiName>('api', choice(values.api, inputDefaults.api, names), inputDefaults.api)];
  const publisherId = collect('publisher-id', publisherFor(values['publisher-id'], api), '');
  const offerIds = collect('offer-id', offerList(values['offer-id']), []);
  const emails = collect('notification-emails', emailsFor(values['notification-emails'], api), []);
  const version = collect('api-version', versionFor(values['api-version'], api), '');
  const baseUrl = collect('base-url', serviceUrl(values['base-url'] || api.origin, api.origin), api.origin);
  const authorityUrl = collect(
    'authority-url',
    serviceUrl(values['authority-url'] || inputDefaults['authority-url'], inputDefaults['authority-url']),
    inputDefaults['authority-url'],
  );
  const isSandbox = isLoopback(new URL(baseUrl));
  const signIn = signInWay({ values, variables, authorityUrl, isSandbox, resource: api.origin }, collect);
  const [offerId, ...moreOffers] = offerIds;
  const address = publisherId === '' || offerId === undefined ? undefined : { publisherId, offerId, baseUrl, apiVersion: version };
  const dryRun = yesNo(values['dry-run'], inputDefaults['dry-run']);
  const guard = guardFor(values['operation-id'], api, { address, offerId, isDryRun: 'problem' in dryRun || dryRun.value });
  const { id: operationId, productId: operationProduct } = collect(
    'operation-id',
    forOneOffer(values['operation-id'], guard, offerIds),
    noGuard,
  );
  const policy = collect<NothingPolicy>(
    'if-nothing-to-cancel',
    choice(values['if-nothing-to-cancel'], inputDefaults['if-nothing-to-cancel'], ['error', 'warn', 'ignore']),
    'error',
  );
  const wait = collect('wait', yesNo(values.wait, inputDefaults.wait), true);
  const number = (name: keyof typeof ranges): number => collect(name, wholeNumber(values[name], inputDefaults[name], ranges[name]), 1);
  const timeout = number('timeout-minutes');
  const interval = number('poll-interval-seconds');
  const isDryRun = collect('dry-run', dryRun, true);
  const environment = collect('environment', environmentName(values.environment), '');
  const githubToken = collect('github-token', deploymentToken(values['github-token'], values.environment), '');
  const ifMatch = collect('if-match', forOneOffer(values['if-match'], entityTagFor(values['if-match'], api), offerIds), '');
  const recording = collect('recording', recordingFile(values.recording, recordingPlace), '');
  const network = networkSettings(variables, extraCertificates, collect);

  if (interval > timeout * 60)
    warnings.push(
      `poll-interval-seconds: ${interval} s is longer than the whole step may take (${timeout} min); ` +
        'it will look once more, at its deadline',
    );
  if (problems.length > 0 || offerId === undefined) return { api, problems, isSandbox };
  return {
    api,
    publisherId,
    offerIds: [offerId, ...moreOffers],
    emails,
    signIn,
    operationId,
    operationProduct,
    ifNothingToCancel: policy,
    wait,
    timeoutMs: timeout * 60_000,
    isTimeoutAtMaximum: timeout === ranges['timeout-minutes'].most,
    pollIntervalMs: interval * 1000,
    isDryRun,
    environment,
    githubToken,
    ifMatch,
    apiVersion: version,
    baseUrl,
    isSandbox,
    recording,
    notices,
    warnings,
    ...network,
  };
}
