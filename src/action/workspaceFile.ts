import { accessSync, closeSync, constants, lstatSync, mkdirSync, openSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { RecordingPlace } from '../inputs/recording.ts';

/** Looks at a place without changing anything. `path` is relative, and has no `..`. */
export function placeOf(workspace: string, path: string): Exclude<RecordingPlace, ''> {
  const root = realOf(workspace);
  if (root === undefined) return 'no-workspace';
  const target = join(root, path);
  const found = attempt(() => lstatSync(target));
  if (found?.isSymbolicLink()) return 'outside';
  if (found?.isDirectory()) return 'folder';
  /** Opening a named pipe waits until someone reads it. */
  if (found && !found.isFile()) return 'not-writable';
  let parent = dirname(target);
  while (isMissing(parent)) parent = dirname(parent);
  const real = realOf(parent);
  if (real === undefined || !isBelow(root, real)) return 'outside';
  return isFolder(real) && isWritable(real) ? 'free' : 'not-writable';
}

/** Writes a file below the workspace, and makes its folders. A symbolic link is never followed. Throws when that cannot be done. */
export function writeBelow(workspace: string, path: string, text: string): void {
  const place = placeOf(workspace, path);
  if (place !== 'free') throw new Error(`the place is ${place}`);
  const target = join(realpathSync.native(workspace), path);
  if (isMissing(dirname(target))) mkdirSync(dirname(target), { recursive: true });
  /** Windows has no O_NOFOLLOW, where it counts as 0. */
  const file = openSync(target, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o644);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !way.includes(':');
}

function realOf(path: string): string | undefined {
  return path === '' ? undefined : attempt(() => realpathSync.native(path));
}

function isFolder(path: string): boolean {
  return attempt(() => lstatSync(path).isDirectory()) === true;
}

function isMissing(path: string): boolean {
  return attempt(() => lstatSync(path)) === undefined;
}

function isWritable(path: string): boolean {
  return attempt(() => accessSync(path, constants.W_OK) ?? true) === true;
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
