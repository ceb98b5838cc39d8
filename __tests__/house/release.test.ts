import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { notesOf, releaseNotes } from '../../scripts/release.ts';

const changelog = `# Changelog

## [Unreleased]

- Not yet.

## [1.10.0] - 2026-12-31

### Added

- A thing.

## [1.1.0] - 2026-11-30

- The first.

## [1.0.1]

- Without a date.

## [1.0.0] - 2026-10-01

[Unreleased]: https://example.com/
`;

describe('the notes of a release', () => {
  it.each([
    { version: '1.10.0', notes: '### Added\n\n- A thing.' },
    { version: '1.1.0', notes: '- The first.' },
  ])('$version: what stands under its heading, and no more', ({ version, notes }) => {
    expect(notesOf(changelog, version)).toBe(notes);
  });

  it.each([
    { version: '1.1', what: 'only a part of a version' },
    { version: '2.0.0', what: 'no section' },
    { version: '1.0.1', what: 'no date' },
    { version: '1.0.0', what: 'no text' },
    { version: 'Unreleased', what: 'the section that is being written' },
  ])('$version: $what is refused', ({ version }) => {
    expect(() => notesOf(changelog, version)).toThrow(`CHANGELOG.md has no section "## [${version}] - <date>" with text`);
  });

  it.each(['v1.1.0', '1.10.0', 'v1.10.0-rc.1', 'none'])('the tag %s is not that of 1.10.0', (tag) => {
    expect(() => releaseNotes(tag, '1.10.0', changelog)).toThrow(`the tag is ${tag}, and package.json says 1.10.0`);
  });

  it('the tag and the version agree', () => {
    expect(releaseNotes('v1.10.0', '1.10.0', changelog)).toBe('### Added\n\n- A thing.');
  });

  it('our changelog has its sections in the form that this reads', () => {
    const headings = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*$/gm) ?? [];
    expect(headings[0]).toBe('## [Unreleased]');
    expect(headings.slice(1).filter((heading) => !/^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/.test(heading))).toStrictEqual([]);
  });
});
