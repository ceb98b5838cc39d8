import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** A Node to measure with: its path and its version. */
export interface Node {
  readonly path: string;
  readonly version: string;
}

/** The Node that runs this, and a Node 20: that of NODE20, or the first on the PATH. */
export function nodesHere(): { readonly nodes: readonly Node[]; readonly missing: string } {
  const own = { path: process.execPath, version: process.version };
  const { NODE20 = '', PATH = '' } = process.env;
  const candidates = NODE20 === '' ? PATH.split(delimiter).map((folder) => join(folder, 'node')) : [NODE20];
  for (const path of candidates) {
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    if (version.startsWith('v20.')) return { nodes: [{ path, version }, own], missing: '' };
  }
  return { nodes: [own], missing: 'No Node 20 was found, so it was NOT measured: put one on the PATH, or name it in NODE20.' };
}
