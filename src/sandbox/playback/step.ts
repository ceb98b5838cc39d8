import type { RecordingFile } from '../../recording/form.ts';
import { clientId, clientSecret, oidcPath, requestToken, tenantId } from '../signIn.ts';
import type { StepInputs } from '../step.ts';
import { createIds } from './ids.ts';

/** The step that a recording was made of, for the sandbox at `origin`. */
export function stepOf(recording: RecordingFile, origin: string): StepInputs {
  const { api, publisher, offers, settings } = recording;
  const { signIn, wait, dryRun, ifNothingToCancel, timeoutMinutes, pollIntervalSeconds, emails, ifMatch, apiVersion } = settings;
  const ids = createIds(recording);
  const application = { 'tenant-id': tenantId, 'client-id': clientId, 'authority-url': origin };
  const credential = {
    token: { token: 'a-token-for-the-sandbox' },
    federated: application,
    'client-secret': { ...application, 'client-secret': clientSecret },
  }[signIn];
  const { guard = '', guardProduct } = settings;
  const operationId = ids.real(guardProduct === undefined ? guard : `submission/${guardProduct}/${guard}`);
  return {
    inputs: {
      api,
      ...(publisher === undefined ? {} : { 'publisher-id': publisher }),
      'offer-id': ids.real(offers.map(({ offer }) => offer).join(' ')),
      ...credential,
      'base-url': origin,
      ...(operationId === '' ? {} : { 'operation-id': operationId }),
      wait: String(wait),
      'dry-run': String(dryRun),
      'if-nothing-to-cancel': ifNothingToCancel,
      'timeout-minutes': String(timeoutMinutes),
      'poll-interval-seconds': String(pollIntervalSeconds),
      ...(emails ? { 'notification-emails': 'nobody@contoso.example' } : {}),
      ...(ifMatch ? { 'if-match': '*' } : {}),
      ...(apiVersion === '' ? {} : { 'api-version': apiVersion }),
    },
    environment:
      signIn === 'federated'
        ? { ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}${oidcPath}?api-version=2.0`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }
        : {},
  };
}

/** The id that a step of the recording may name as `operation-id`. */
export function operationIdIn(recording: RecordingFile): string {
  const { settings, api, submissions = [] } = recording;
  const usual = { 'cloud-partner-portal': 'operation-1', submission: submissions.at(-1) ?? 'submission-1', 'product-ingestion': 'job-1' };
  return createIds(recording).real(settings.guard ?? usual[api as keyof typeof usual]);
}
