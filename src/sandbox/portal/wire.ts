import { error, json, type WireReply } from '../wire.ts';

export type State = 'running' | 'canceled' | 'succeeded' | 'failed';

export interface Named {
  readonly publisherId: string;
  readonly offerId: string;
}

export const apiVersion = '2017-10-31';
export const cancellationId = '408a4835-0000-1000-0000-000000000000';

export const migratedPath = ({ publisherId, offerId }: Named): string =>
  `/api/publishers/${publisherId}/offers/${offerId}/operations/${cancellationId}?api-version=${apiVersion}`;
export const nonMigratedPath = ({ publisherId, offerId }: Named): string =>
  `/api/operations/${publisherId}$${offerId}$2$preview?api-version=${apiVersion}`;

export const busy: WireReply = json(429, JSON.stringify({ error: { code: 'TooManyRequests', message: 'Too many requests.' } }), {
  'retry-after': '1',
});

export const refusals: Readonly<Record<number, WireReply>> = {
  400: error(400, 'BadRequest', 'The operation in progress cannot be canceled.'),
  403: error(403, 'Forbidden', 'User does not have the required permissions'),
  404: error(404, 'NotFound', 'The offer was not found for this publisher.'),
};

/** A list entry. `version` is a 64-bit number that JavaScript cannot hold, so it is written as text. */
export function entry({ publisherId }: Named, id: string, type: 'publish' | 'goLive', state: State, changedMs: number): string {
  const changedTime = new Date(changedMs).toISOString().replace('Z', '4321Z');
  const fields = {
    id,
    offerId: '59001ad5-0d6f-4d2c-8d0b-4a2a3a1c1a11',
    offerVersion: 1,
    offerTypeId: 'microsoft-azure-virtualmachines',
    publisherId,
    submissionType: type,
    submissionState: state,
    publishingVersion: 2,
    slot: type === 'goLive' ? 'production' : 'staging',
    changedTime,
  };
  return `${JSON.stringify(fields).slice(0, -1)},"version":636576975611768314}`;
}

const stepNames = [
  ['displaydummycertify', 'Validate Pre-Requisites'],
  ['displaycertify', 'Certification'],
  ['displayprovision', 'Provisioning'],
  ['displaypackage', 'Packaging and Lead Generation Registration'],
  ['publisher-signoff', 'Publisher signoff'],
  ['live', 'Live'],
] as const;

/** How many steps are done, and what the next one is doing. */
const progress: Readonly<Record<State, { done: number; next: string }>> = {
  running: { done: 1, next: 'inProgress' },
  canceled: { done: 1, next: 'canceled' },
  failed: { done: 1, next: 'failed' },
  succeeded: { done: 4, next: 'waitingForPublisherReview' },
};

/**
 * An operation's page, which is the offer's status too: `{status, messages[], steps[], …}` (docs/api.md#operation,
 * docs/api.md#offer-status).
 */
export function operation(state: State, type: 'publish' | 'goLive' | 'cancel'): string {
  const isLive = type === 'goLive' && state === 'succeeded';
  const { done, next } = isLive ? { done: stepNames.length, next: '' } : progress[state];
  const steps = stepNames.map(([id, stepName], index) => ({
    id,
    stepName,
    description: '',
    status: index < done ? 'complete' : index === done ? next : 'notStarted',
    messages: [],
    progressPercentage: index < done ? 100 : index === done && state === 'running' ? 40 : 0,
  }));
  const failure = {
    messageHtml: '<b>Certification failed</b>: the image does not boot.',
    level: 'error',
    timestamp: '2026-01-31T12:00:00Z',
  };
  return JSON.stringify({
    status: state,
    messages: state === 'failed' && type !== 'cancel' ? [failure] : [],
    publishingVersion: 2,
    offerVersion: 1,
    ...(type === 'cancel' ? {} : { cancellationRequestState: 'canCancel', steps }),
    previewLinks: [],
    liveLinks: [],
  });
}
