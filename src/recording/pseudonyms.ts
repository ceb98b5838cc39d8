/** Names for ids: the same name for the same id within one recording, in the order in which they come. */
export interface Pseudonyms {
  /** `undefined` when there are too many ids. */
  of(kind: string, id: string): string | undefined;
  /** The names of all submissions, the smallest number first. */
  submissions(): readonly string[];
}

/** What is kept of ids until the end of the step. */
const mostIds = 5_000;
const mostCharacters = 256 * 1024;

export function createPseudonyms(): Pseudonyms {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const numbers: { readonly number: bigint; readonly name: string }[] = [];
  let characters = 0;
  return {
    of: (kind, id) => {
      const key = `${kind} ${id.toLowerCase()}`;
      const known = names.get(key);
      if (known !== undefined) return known;
      if (names.size >= mostIds || characters + key.length > mostCharacters) return undefined;
      characters += key.length;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const name = `${kind}-${count}`;
      names.set(key, name);
      if (kind === 'submission') numbers.push({ number: BigInt(id), name });
      return name;
    },
    submissions: () => numbers.toSorted((a, b) => (a.number < b.number ? -1 : 1)).map(({ name }) => name),
  };
}
