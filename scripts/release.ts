/**
 * `node scripts/release.ts v1.2.3` prints what CHANGELOG.md says of that version: the notes of its release. It fails when the tag is not `v` and the version of package.json, or when the
 * changelog has no dated section with text for it.
 */
import { readFileSync } from 'node:fs';

/** What is under `## [1.2.3] - 2026-12-31`, up to the next heading of that level or the links at the end. */
export function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## |\[[^\]]+\]: )/m);
  const own = sections.find((section) => section.startsWith(`## [${version}] - `)) ?? '';
  const [heading = '', ...lines] = own.split('\n');
  const notes = lines.join('\n').trim();
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading) || notes === '')
    throw new Error(`CHANGELOG.md has no section "## [${version}] - <date>" with text`);
  return notes;
}

export function releaseNotes(tag: string, version: string, changelog: string): string {
  if (tag !== `v${version}`) throw new Error(`the tag is ${tag}, and package.json says ${version}`);
  return notesOf(changelog, version);
}

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  process.stdout.write(`${releaseNotes(process.argv[2] ?? 'none', version, readFileSync('CHANGELOG.md', 'utf8'))}\n`);
}
