/** One spelling for `Not started`, `notStarted` and `not-started`, and for both spellings of canceled. */
export function normalizeWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replaceAll('cancell', 'cancel');
}
