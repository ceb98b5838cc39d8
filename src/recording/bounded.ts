/** Texts in their order, of which the middle is left out when they are too long together. */
export interface BoundedList {
  add(text: string, isKept: boolean): void;
  /** The first texts, how many are left out, and the last ones. */
  parts(): { readonly first: readonly string[]; readonly leftOut: number; readonly last: readonly string[] };
}

/** One half of `most` characters is for the first texts, the other for the last. Of those the oldest is left out that need not be kept. */
export function createBoundedList(most: number): BoundedList {
  const first: string[] = [];
  const last: { readonly text: string; readonly isKept: boolean }[] = [];
  let firstLength = 0;
  let lastLength = 0;
  let leftOut = 0;
  return {
    add: (text, isKept) => {
      if (leftOut === 0 && last.length === 0 && firstLength + text.length <= most / 2) {
        first.push(text);
        firstLength += text.length;
        return;
      }
      last.push({ text, isKept });
      lastLength += text.length;
      while (lastLength > most / 2) {
        const oldest = last.findIndex((one) => !one.isKept);
        for (const removed of last.splice(Math.max(oldest, 0), 1)) lastLength -= removed.text.length;
        leftOut += 1;
      }
    },
    parts: () => ({ first, leftOut, last: last.map(({ text }) => text) }),
  };
}
