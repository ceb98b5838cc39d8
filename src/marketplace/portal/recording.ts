import { type ApiRecording, bodyWith, fields, id, type RecordedLink, text, word } from '../recording.ts';
import { parseOperationPath } from './operationPath.ts';
import { neverPublished, places, states } from './states.ts';

const stateWords = [...states.keys(), neverPublished];
const state = word(...stateWords);
const time = { kind: 'time' } as const;
const link = { kind: 'link' } as const;
const operation = id([/^(?<operation>[a-z0-9][a-z0-9_.~$-]{0,127})$/i, '{operation}']);
const place = word(...places.keys(), 'cancel', 'draft');
/** docs/api.md#steps */
const stepWords = [
  'displaydummycertify',
  'Validate Pre-Requisites',
  'displaycertify',
  'Certification',
  'displayprovision',
  'Provisioning',
  'displaypackage',
  'Packaging and Lead Generation Registration',
  'publisher-signoff',
  'live',
];
const messages = fields({ messageHtml: text, text, message: text, level: word('information', 'warning', 'error'), timestamp: time });
const error = bodyWith({});
const steps = fields({
  id: word(...stepWords),
  stepName: word(...stepWords),
  status: word(...stateWords, 'blocked', 'rejected'),
  progressPercentage: { kind: 'percent' },
  messages,
  error,
});

/** An operation, an entry of the list, the status of the offer, and the body of a reply to a cancel: all have fields of one set. */
const body = bodyWith({
  id: operation,
  status: state,
  submissionState: state,
  cancellationRequestState: word('canCancel', 'cancelRequested', 'canceling', 'canceled'),
  submissionType: place,
  slot: place,
  publisherId: id([/^(?<publisher>.{1,128})$/, '{publisher}']),
  createdDateTime: time,
  changedTime: time,
  lastActionDateTime: time,
  messages,
  steps,
  location: link,
  operationLocation: link,
  'operation-location': link,
});

const root = '^/api/publishers/(?<publisher>[^/]+)/offers/(?<offer>[^/]+)';
const get = (name: string, path: string): ApiRecording['routes'][number] => ({ name, method: 'GET', form: new RegExp(path, 'i'), body });

/** The routes of docs/api.md#routes. */
export const portalRecording: ApiRecording = {
  routes: [
    get('list of what runs', String.raw`${root}/submissions/?\?.*&status=running$`),
    get('list', String.raw`${root}/submissions/?\?`),
    get('status', String.raw`${root}/status\?`),
    get('operation', String.raw`${root}/operations/(?<operation>[^/?]+)\?`),
    get('$ operation', String.raw`^/api/operations/(?<publisher>[^$/]+)\$(?<offer>[^$/]+)\$(?<operation>[^/?]+)\?`),
    { ...get('cancel', String.raw`${root}/cancel\?`), method: 'POST' },
  ],
  guardKind: 'operation',
  searched: ['InvalidAPIVersion', 'if-match', 'exception', 'error'],
  linkOf: (raw, { publisher = '', offer = '' }, baseUrl): RecordedLink => {
    const found = parseOperationPath(raw, { baseUrl, apiVersion: '', publisherId: publisher, offerId: offer });
    if (!found) return { form: 'other' };
    if (found.id === undefined) return { form: '$', id: tailOf(found.path) };
    return { form: raw.startsWith('/') ? 'relative' : 'absolute', id: found.id };
  },
};

/** What comes after publisher and offer in a `$` path. */
function tailOf(path: string): string {
  return path.replaceAll('%24', '$').replace(/\?.*/, '').split('$').slice(2).join('$');
}
