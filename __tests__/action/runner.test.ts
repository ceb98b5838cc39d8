import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { githubRunner as runner } from '../../src/action/runner.ts';
import { createAuthority } from '../support/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { pem: certificate } = await createAuthority('extra');
const broken = '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----';

/** The runner's own answer, of a process that began with such a file. */
function countIn(content: string | undefined): number {
  const path = join(folder, 'extra.pem');
  rmSync(path, { force: true });
  if (content !== undefined) writeFileSync(path, content);
  const module = JSON.stringify(new URL('../../src/action/runner.ts', import.meta.url).href);
  const program = `import { githubRunner } from ${module}; console.log(githubRunner.extraCertificates());`;
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: path, NODE_NO_WARNINGS: '1' };
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('what is read', () => {
  it('a variable that is set, empty, or not set at all', () => {
    vi.stubEnv('RUNNER_TEST_SET', ' a ');
    vi.stubEnv('RUNNER_TEST_EMPTY', '');
    expect([runner.env('RUNNER_TEST_SET'), runner.env('RUNNER_TEST_EMPTY'), runner.env('RUNNER_TEST_UNSET')]).toStrictEqual([
      ' a ',
      '',
      undefined,
    ]);
  });

  it.each([
    { name: 'trimmed', value: '  contoso\n', expected: 'contoso' },
    { name: 'C11 trimmed of NBSP and BOM', value: '\u00a0contoso\ufeff', expected: 'contoso' },
    { name: 'C11 not of a zero-width space', value: 'contoso\u200b', expected: 'contoso\u200b' },
    { name: 'empty', value: '', expected: '' },
  ])('an input, $name', ({ value, expected }) => {
    vi.stubEnv('INPUT_PUBLISHER-ID', value);
    expect(runner.input('publisher-id')).toBe(expected);
  });

  it('F43 without NODE_EXTRA_CA_CERTS there are no extra certificates', () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', '');
    expect(runner.extraCertificates()).toBe(0);
  });

  it('F43 with it, those that this process took when it started', () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', '/nonexistent/ca.pem');
    expect(runner.extraCertificates()).toBe(getCACertificates('extra').length);
  });

  it.each([
    { name: 'two that are good', lines: [certificate, certificate], count: 2 },
    { name: 'one that is good before a broken one', lines: [certificate, broken], count: 1 },
    { name: 'a broken one', lines: [broken], count: 0 },
    { name: 'no certificate', lines: ['a'], count: 0 },
    { name: 'nothing', lines: [], count: 0 },
  ])('F43 how many certificates Node took from a file of $name: $count', ({ lines, count }) => {
    expect(countIn(lines.join('\n'))).toBe(count);
  });

  it('F43 none from a file that is not there', () => expect(countIn(undefined)).toBe(0));

  it('an input that the runner did not give is empty', () => {
    expect(runner.input('no-such-input')).toBe('');
  });
});

describe('what is printed', () => {
  it.each<{ name: string; act: () => void; expected: string }>([
    { name: 'info: the line as it is', act: () => runner.info('a 100% line'), expected: `a 100% line${EOL}` },
    { name: 'debug', act: () => runner.debug('a'), expected: `::debug::a${EOL}` },
    { name: 'notice', act: () => runner.notice('a'), expected: `::notice::a${EOL}` },
    { name: 'warning', act: () => runner.warning('a'), expected: `::warning::a${EOL}` },
    { name: 'warning with a title', act: () => runner.warning('a', 'T'), expected: `::warning title=T::a${EOL}` },
    { name: 'error with a title', act: () => runner.error('a', 'T'), expected: `::error title=T::a${EOL}` },
    { name: 'mask', act: () => runner.mask('SECRET'), expected: `::add-mask::SECRET${EOL}` },
    {
      name: 'C2 line breaks in a text',
      act: () => runner.error('1%\r\n::x::', 'a,b:\nc'),
      expected: `::error title=a%2Cb%3A%0Ac::1%25%0D%0A::x::${EOL}`,
    },
    {
      name: 'C2 line breaks in a warning',
      act: () => runner.warning('a\n::stop-commands::x'),
      expected: `::warning::a%0A::stop-commands::x${EOL}`,
    },
    { name: 'C2 line breaks in a notice', act: () => runner.notice('a\r::x::'), expected: `::notice::a%0D::x::${EOL}` },
    { name: 'C2 line breaks in a debug line', act: () => runner.debug('a\n::x::'), expected: `::debug::a%0A::x::${EOL}` },
  ])('$name', ({ act, expected }) => {
    act();
    expect(printed).toBe(expected);
  });
});

describe('GITHUB_OUTPUT', () => {
  it('C4 takes values of several lines behind a delimiter that cannot be guessed, and prints nothing', () => {
    const path = join(folder, 'output');
    writeFileSync(path, '');
    vi.stubEnv('GITHUB_OUTPUT', path);
    runner.output('outcome', 'unknown');
    runner.output('message', 'a\nb<<c');
    const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    const file = readFileSync(path, 'utf8').replaceAll(EOL, '\n');
    expect(file).toMatch(
      new RegExp(`^outcome<<(ghadelimiter_${uuid})\\nunknown\\n\\1\\nmessage<<(ghadelimiter_${uuid})\\na\\nb<<c\\n\\2\\n$`),
    );
    expect(printed).toBe('');
  });

  it('C5 throws when the file is gone', () => {
    const path = join(folder, 'gone');
    vi.stubEnv('GITHUB_OUTPUT', path);
    expect(() => runner.output('outcome', 'failed')).toThrow(`Missing file at path: ${path}`);
  });

  it('C5 throws when it is a folder', () => {
    vi.stubEnv('GITHUB_OUTPUT', folder);
    expect(() => runner.output('outcome', 'failed')).toThrow('EISDIR');
  });
});

describe('GITHUB_STEP_SUMMARY', () => {
  it.each([
    { name: 'there is no such variable', path: undefined, error: 'ENOENT' },
    { name: 'it is empty', path: '', error: 'ENOENT' },
    { name: 'the folder of the file is gone', path: join(folder, 'gone', 'summary'), error: 'ENOENT' },
    { name: 'the file is gone', path: join(folder, 'gone'), error: 'ENOENT' },
    { name: 'it is a folder', path: folder, error: 'EISDIR' },
  ])('throws when $name', ({ path, error }) => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', path);
    expect(() => runner.summary('# a')).toThrow(error);
  });

  it('appends the text as it is', () => {
    const path = join(folder, 'summary');
    writeFileSync(path, 'before\n');
    vi.stubEnv('GITHUB_STEP_SUMMARY', path);
    runner.summary('# <b>a</b>\n');
    runner.summary('c\n');
    expect(readFileSync(path, 'utf8')).toBe('before\n# <b>a</b>\nc\n');
    expect(printed).toBe('');
  });
});
