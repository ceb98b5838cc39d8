import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { githubRunner } from '../../src/action/runner.ts';
import { placeOf, writeBelow } from '../../src/action/workspaceFile.ts';
import { lacks } from '../support/capabilities.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')));
const workspace = join(folder, 'workspace');
const outside = join(folder, 'outside');

beforeAll(() => {
  mkdirSync(join(workspace, 'folder'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(workspace, 'file.json'), 'old and longer');
  writeFileSync(join(outside, 'victim'), 'untouched');
  symlinkSync(outside, join(workspace, 'out'));
  symlinkSync(join(outside, 'victim'), join(workspace, 'link.json'));
  symlinkSync(join(outside, 'none'), join(workspace, 'dangling.json'));
  symlinkSync(join(outside, 'none'), join(workspace, 'nowhere'));
  symlinkSync(join(workspace, 'folder'), join(workspace, 'inner'));
  symlinkSync(workspace, join(folder, 'alias'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a place below the workspace', () => {
  it.each([
    { path: 'new.json', place: 'free' },
    { path: 'file.json', place: 'free' },
    { path: 'a/b/new.json', place: 'free' },
    { path: 'inner/new.json', place: 'free' },
    { path: 'folder', place: 'folder' },
    { path: '.', place: 'folder' },
    { path: 'out/new.json', place: 'outside' },
    { path: 'out/a/b/new.json', place: 'outside' },
    { path: 'link.json', place: 'outside' },
    { path: 'dangling.json', place: 'outside' },
    { path: 'nowhere/new.json', place: 'outside' },
    { path: 'file.json/new.json', place: 'not-writable' },
  ])('$path is $place', ({ path, place }) => {
    expect(placeOf(workspace, path)).toBe(place);
  });

  it('is the same in a workspace that is a link itself', () => {
    expect(placeOf(join(folder, 'alias'), 'new.json')).toBe('free');
  });

  it.each(['', join(folder, 'missing')])('the workspace "%s" is none', (missing) => {
    expect(placeOf(missing, 'new.json')).toBe('no-workspace');
  });

  it.skipIf(lacks('POSIX sockets'))('is not writable where something else than a file is', async () => {
    const server = createServer().listen(join(workspace, 'socket'));
    await once(server, 'listening');
    expect(placeOf(workspace, 'socket')).toBe('not-writable');
    server.close();
  });

  it('is not writable in a folder that is not', () => {
    const locked = join(workspace, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    /** Root may write everywhere, and Windows has no such folders. */
    const mayWrite = process.getuid?.() === 0 || process.platform === 'win32';
    expect(placeOf(workspace, 'locked/new.json')).toBe(mayWrite ? 'free' : 'not-writable');
    chmodSync(locked, 0o755);
  });
});

describe('a file below the workspace', () => {
  it.each(['made.json', 'deep/er/made.json', 'inner/made.json', 'file.json'])('%s is written', (path) => {
    writeBelow(workspace, path, 'new');
    expect(readFileSync(join(workspace, path), 'utf8')).toBe('new');
  });

  it.each(['out/made.json', 'out/a/made.json', 'link.json', 'dangling.json', 'nowhere/made.json', 'folder'])('%s is not', (path) => {
    expect(() => writeBelow(workspace, path, 'new')).toThrow(/^the place is (outside|folder)$/);
    expect([
      existsSync(join(outside, 'made.json')),
      existsSync(join(outside, 'none')),
      readFileSync(join(outside, 'victim'), 'utf8'),
    ]).toStrictEqual([false, false, 'untouched']);
  });

  it('is written by the runner, in its own workspace', () => {
    vi.stubEnv('GITHUB_WORKSPACE', workspace);
    expect(githubRunner.placeInWorkspace('runner.json')).toBe('free');
    githubRunner.writeBelowWorkspace('runner.json', 'new');
    expect(statSync(join(workspace, 'runner.json')).size).toBe(3);
    vi.stubEnv('GITHUB_WORKSPACE', undefined);
    expect(githubRunner.placeInWorkspace('runner.json')).toBe('no-workspace');
    vi.unstubAllEnvs();
  });
});
