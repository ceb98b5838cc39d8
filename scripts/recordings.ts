/** The recordings of docs/recordings/, one of each scenario of the sandbox, and what the recordings of people say of each route. */
import { globSync, readFileSync } from 'node:fs';
import { recordScenario } from '../__tests__/support/recordings.ts';
import type { ApiName } from '../src/marketplace/api.ts';
import { portalRecording } from '../src/marketplace/portal/recording.ts';
import { ingestionRecording } from '../src/marketplace/productIngestion/recording.ts';
import type { ApiRecording } from '../src/marketplace/recording.ts';
import { submissionRecording } from '../src/marketplace/submission/recording.ts';
import type { RecordingFile } from '../src/recording/form.ts';
import { type Scenario, scenariosByApi } from '../src/sandbox/scenarios.ts';

/** The path and the text of the recording of each scenario. */
export async function examples(): Promise<readonly (readonly [path: string, text: string])[]> {
  const all = Object.values(scenariosByApi).flatMap((scenarios) => Object.entries<Scenario>(scenarios));
  return Promise.all(all.map(async ([name, scenario]) => [`docs/recordings/${name}.json`, (await recordScenario(scenario)).text] as const));
}

/** The recordings that people have shared. */
export function sharedRecordings(): readonly RecordingFile[] {
  return globSync('__tests__/recordings/*.json')
    .toSorted()
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as RecordingFile);
}

const apis: Readonly<Record<ApiName, ApiRecording>> = {
  'cloud-partner-portal': portalRecording,
  submission: submissionRecording,
  'product-ingestion': ingestionRecording,
};

interface RouteStatus {
  readonly name: string;
  readonly method: string;
  /** The statuses that were seen, and in how many recordings. */
  readonly statuses: readonly number[];
  readonly recordings: number;
}

/** What recordings of the real service, and not of the sandbox, have shown of the routes of an API. */
function routesOf(api: ApiName, recordings: readonly RecordingFile[]): readonly RouteStatus[] {
  const real = recordings.filter((one) => one.api === api && !one.settings.sandbox);
  return apis[api].routes.map(({ name, method }) => {
    const seen = real.map(({ exchanges }) =>
      exchanges.flatMap((one) => ('route' in one && one.route === name && one.status !== undefined ? [one.status] : [])),
    );
    const statuses = [...new Set(seen.flat())].toSorted((a, b) => a - b);
    return { name, method, statuses, recordings: seen.filter((one) => one.length > 0).length };
  });
}

const names = Object.keys(apis) as readonly ApiName[];

/** One sentence about all routes. */
export function statusSentence(recordings: readonly RecordingFile[]): string {
  const routes = names.flatMap((api) => routesOf(api, recordings));
  const seen = routes.filter((one) => one.recordings > 0).length;
  const count = seen === 0 ? `None of the ${routes.length} routes` : `${seen} of the ${routes.length} routes`;
  return `${count} of the three APIs ${seen === 1 ? 'was' : 'were'} seen in a recording of the real service.`;
}

/** docs/status.md */
export function statusPage(recordings: readonly RecordingFile[]): string {
  const tables = names.flatMap((api) => [
    `## \`api: ${api}\``,
    '',
    '| route | method | statuses seen | recordings |',
    '| --- | --- | --- | ---: |',
    ...routesOf(api, recordings).map(
      ({ name, method, statuses, recordings: count }) => `| ${name} | ${method} | ${statuses.join(', ') || 'none'} | ${count} |`,
    ),
    '',
  ]);
  return [
    '# What was seen of the real services',
    '',
    `${statusSentence(recordings)} The recordings are in \`__tests__/recordings/\`. A recording of yours is welcome: [recordings.md](recordings.md).`,
    '',
    '`npm run docs` writes this page.',
    '',
    ...tables,
  ].join('\n');
}
