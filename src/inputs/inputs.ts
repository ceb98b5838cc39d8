import { networkVariables } from './network.ts';
import type { RecordingPlace } from './recording.ts';

/** The inputs of action.yml with their defaults. */
export const inputDefaults = {
  api: 'cloud-partner-portal',
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
  'api-version': '',
  'base-url': '',
  'authority-url': 'https://login.microsoftonline.com',
  recording: '',
} as const;

export type InputName = keyof typeof inputDefaults;

/** The least and the most of each number, in its own unit. `npm run docs` puts them into action.yml and the README. */
export const ranges = {
  'timeout-minutes': { least: 1, most: 350 },
  'poll-interval-seconds': { least: 1, most: 300 },
} as const;

/** The variables that decide how a request travels, and those that give the job a GitHub token. */
export const variableNames = [...networkVariables, 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'] as const;

export interface Inputs {
  readonly values: Readonly<Record<InputName, string>>;
  readonly variables: Readonly<Record<(typeof variableNames)[number], string>>;
  /** How many certificates Node took from the file of NODE_EXTRA_CA_CERTS, where it says that. */
  readonly extraCertificates: number | undefined;
  /** What is at the path of `recording`. */
  readonly recordingPlace: RecordingPlace;
}
