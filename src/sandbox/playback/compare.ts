import type { RecordedExchange, RecordingFile } from '../../recording/form.ts';

/** What a step that was played came to. */
export interface PlayedStep {
  /** The output `results`. */
  readonly results: string;
  readonly unanswered: readonly string[];
}

interface Result {
  readonly outcome: string;
}

/** How each offer ended in the recording. */
export function recordedOutcomes({ offers }: RecordingFile): string {
  return offers.map(({ offer, outcome = 'no outcome' }) => `${offer}: ${outcome}`).join(', ');
}

/** What a recording is of, in one line for a person. */
export function descriptionOf({ api, action, exchanges }: RecordingFile): string {
  const requests = exchanges.reduce((sum, one) => sum + ('leftOut' in one ? one.leftOut : 1), 0);
  const lastMs = exchanges.findLast((one): one is RecordedExchange => 'atMs' in one)?.atMs ?? 0;
  return `${requests} requests in ${(lastMs / 1000).toFixed(1)} s, api: ${api}, recorded by version ${action}`;
}

/** Every difference between the step of a recording and the same step played; none when they agree. */
export function differences(recording: RecordingFile, { results, unanswered }: PlayedStep): readonly string[] {
  const played = JSON.parse(results || '[]') as readonly Result[];
  const ofOffers = recording.offers.flatMap(({ offer, outcome }, index) => {
    const now = played[index]?.outcome ?? 'no outcome';
    return outcome === now ? [] : [`${offer}: ${now} now, ${outcome ?? 'no outcome'} in the recording`];
  });
  return [...ofOffers, ...unanswered.map((request) => `the recording has no answer to ${request}`)];
}
