import type { RecordingFile } from '../../recording/form.ts';

/** The ids of the API in the place of a recording's pseudonyms, always the same for the same pseudonym; and the way back. */
export interface Ids {
  /** A text with ids in the place of its pseudonyms. */
  real(text: string): string;
  /** The pseudonym of an id in a request. */
  pseudonym(kind: string, id: string): string;
}

const pseudonym = /\b(publisher|offer|operation|product|submission|job|page)-(\d+)\b/g;
/** The first digit of a GUID. */
const firstDigits: Readonly<Record<string, string>> = { operation: '1', product: '2', job: '3' };
/** Longer than a JavaScript number can hold, as the service has them. */
const firstSubmission = 1_152_921_505_690_000_000n;

/** Submissions keep the order of their numbers, since the largest is the newest. Publishers and offers may be named as they are. */
export function createIds({ submissions = [] }: RecordingFile): Ids {
  const realId = (name: string, kind: string, count: string): string => {
    if (kind === 'submission') return String(firstSubmission + BigInt(Math.max(submissions.indexOf(name), 0)));
    if (kind === 'page') return `$skipToken=${name}`;
    const digit = firstDigits[kind];
    return digit === undefined ? name : `${digit}0000000-0000-4000-8000-${count.padStart(12, '0')}`;
  };
  return {
    real: (text) => text.replace('https://…/', 'https://graph.microsoft.com/').replace(pseudonym, realId),
    pseudonym: (kind, id) => {
      if (kind === 'submission') return submissions[Number(BigInt(id) - firstSubmission)] ?? id;
      if (kind === 'page') return /page-\d+/.exec(id)?.[0] ?? id;
      if (!(kind in firstDigits)) return id.toLowerCase();
      return id[0] === firstDigits[kind] ? `${kind}-${Number(id.slice(-12))}` : id;
    },
  };
}
