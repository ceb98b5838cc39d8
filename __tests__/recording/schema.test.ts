import { globSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { examples, sharedRecordings, statusPage, statusSentence } from '../../scripts/recordings.ts';
import type { RecordingFile } from '../../src/recording/form.ts';

const validate = new Ajv2020().compile(JSON.parse(readFileSync('docs/recording.schema.json', 'utf8')) as object);
const recordings = await examples();
const accepted = JSON.parse(recordings.find(([path]) => path.endsWith('/accepted.json'))?.[1] ?? '') as RecordingFile;

function problemsOf(recording: unknown): unknown {
  return validate(recording) ? [] : validate.errors;
}

describe('docs/recording.schema.json', () => {
  it.each(recordings)('takes %s', (_path, text) => {
    expect(problemsOf(JSON.parse(text))).toStrictEqual([]);
  });

  it('takes the recordings of people', () => {
    expect(sharedRecordings().flatMap(problemsOf)).toStrictEqual([]);
  });

  const [first, ...others] = accepted.exchanges;
  it.each<{ what: string; recording: object }>([
    { what: 'another version', recording: { ...accepted, version: 2 } },
    { what: 'a name', recording: { ...accepted, publisher: 'contoso' } },
    { what: 'another member', recording: { ...accepted, tenant: 'x' } },
    { what: 'an address', recording: { ...accepted, exchanges: [{ ...first, url: 'https://a.example' }, ...others] } },
    { what: 'a text with an @', recording: { ...accepted, exchanges: [{ ...first, body: { status: 'a@contoso.com' } }] } },
    { what: 'a price', recording: { ...accepted, exchanges: [{ ...first, body: { price: 19.99 } }] } },
    { what: 'an exchange without an end', recording: { ...accepted, exchanges: [{ ...first, status: undefined }] } },
  ])('refuses $what', ({ recording }) => {
    expect(problemsOf(JSON.parse(JSON.stringify(recording)))).not.toStrictEqual([]);
  });
});

describe('what is generated is up to date: npm run docs', () => {
  it('docs/recordings/', () => {
    const files = globSync('docs/recordings/*.json').map((path) => path.replaceAll('\\', '/'));
    expect(files.toSorted()).toStrictEqual(recordings.map(([path]) => path).toSorted());
    expect(files.map((path) => [path, readFileSync(path, 'utf8')]).toSorted()).toStrictEqual([...recordings].toSorted());
  });

  it('docs/status.md', () => {
    expect(readFileSync('docs/status.md', 'utf8')).toBe(statusPage(sharedRecordings()));
  });

  it('a recording of the real service counts, and one of the sandbox does not', () => {
    const real = { ...accepted, settings: { ...accepted.settings, sandbox: false } };
    expect(statusSentence([accepted])).toBe('None of the 18 routes of the three APIs were seen in a recording of the real service.');
    expect(statusSentence([accepted, real])).toBe('3 of the 18 routes of the three APIs were seen in a recording of the real service.');
    expect(statusPage([accepted, real])).toContain('| cancel | POST | 202 | 1 |');
  });
});
