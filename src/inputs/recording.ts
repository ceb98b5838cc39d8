import { quoteInput } from '../text/sanitize.ts';
import { placeholder, type Validated } from './validated.ts';

const longestPath = 500;
const example = 'e.g. marketplace-recording.json';

/** What is known of the place where the file would be; `''` when none was asked for. */
export type RecordingPlace = 'free' | 'folder' | 'outside' | 'not-writable' | 'no-workspace' | '';

/** A path below the workspace: relative, with `/` or `\`, without `..`. */
export function isRelativePath(value: string): boolean {
  return value.length <= longestPath && !/^[/\\~]|^[a-z]:|\p{Cc}/iu.test(value) && !value.split(/[/\\]/).includes('..');
}

/** The file for the recording; empty means none. */
export function recordingFile(value: string, place: RecordingPlace): Validated<string> {
  if (value === '') return { value };
  if (!isRelativePath(value) || placeholder(value))
    return { problem: `"${quoteInput(value)}" is not a path below the workspace${placeholder(value)}; write a relative one, ${example}` };
  const problem = { ...troubles, free: undefined, '': undefined }[place];
  return problem === undefined ? { value } : { problem: `"${quoteInput(value)}" ${problem}` };
}

const troubles = {
  folder: `is a folder; write the name of a file, ${example}`,
  outside: `leads out of the workspace by a symbolic link; write another path, ${example}`,
  'not-writable': `is in a folder that cannot be written; write another path, ${example}`,
  'no-workspace': 'needs GITHUB_WORKSPACE, which is empty or no folder; let the runner set it, or leave the input out',
};
