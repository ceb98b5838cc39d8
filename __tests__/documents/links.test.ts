import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents, headingsOf, linksOf } from '../support/documents.ts';

/** Why a link leads nowhere; `undefined` when it does lead somewhere. */
function brokenness(from: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : normalize(join(from, '..', file));
  if (!existsSync(path)) return `${from}: ${link}: there is no ${path}`;
  if (anchor === undefined) return undefined;
  const anchors = headingsOf(documents.get(path) ?? '').map((heading) => heading.anchor);
  return anchors.includes(anchor) ? undefined : `${from}: ${link}: ${path} has no such heading`;
}

describe('links inside the documents', () => {
  it.each([...documents])('%s: each leads to a file, and to a heading of it', (from, markdown) => {
    expect(linksOf(markdown).map((link) => brokenness(from, link))).toStrictEqual(linksOf(markdown).map(() => undefined));
  });

  it.each([...documents])('%s: no two headings share an anchor', (_, markdown) => {
    const anchors = headingsOf(markdown).map(({ anchor }) => anchor);
    expect(anchors).toStrictEqual([...new Set(anchors)]);
  });

  it.each([
    { link: 'docs/nowhere.md', what: 'a file' },
    { link: 'docs/signing-in.md#nowhere', what: 'a heading' },
    { link: '#nowhere', what: 'a heading of its own' },
  ])('a link to $what that is not there is noticed', ({ link }) => {
    expect(brokenness('README.md', link)).toMatch(/^README\.md: .*nowhere/);
  });
});
