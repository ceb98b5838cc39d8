/** One spelling for `Not started`, `notStarted` and `not-started`, and for both spellings of canceled. */
export function normalizeWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replaceAll('cancell', 'cancel');
}

/** The pattern of a GUID, and one alone in any case. */
export const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const guidForm = new RegExp(`^${guid}$`, 'i');
