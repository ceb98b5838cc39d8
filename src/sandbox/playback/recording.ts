import type { RecordingFile } from '../../recording/form.ts';

const apis = ['cloud-partner-portal', 'submission', 'product-ingestion'];

/** The recording in a text; throws when it is none, or one of a newer version. */
export function readRecording(text: string): RecordingFile {
  const recording = Object(JSON.parse(text)) as Partial<RecordingFile>;
  const { version, api = '', offers, exchanges, settings } = recording;
  if (version !== 1) throw new Error(`This is no recording of version 1, but of version ${String(version)}.`);
  if (!apis.includes(api) || !Array.isArray(offers) || !Array.isArray(exchanges) || typeof settings !== 'object')
    throw new Error('This is no recording: its api, offers, settings or exchanges are missing.');
  return recording as RecordingFile;
}
