import type { Runner } from './runner.ts';

/**
 * Where a paragraph of docs/troubleshooting.md is: its address in the version that runs, or a path where that is not known
 * (`uses: ./`).
 */
export function docsLink(runner: Runner): (anchor: string) => string {
  const server = runner.env('GITHUB_SERVER_URL') ?? '';
  const repository = runner.env('GITHUB_ACTION_REPOSITORY') ?? '';
  const ref = runner.env('GITHUB_ACTION_REF') ?? '';
  const isKnown = /^https:\/\/[\w.-]+(:\d+)?$/.test(server) && /^[\w.-]+\/[\w.-]+$/.test(repository) && /^[\w./-]+$/.test(ref);
  const folder = isKnown ? `${server}/${repository}/blob/${ref}/` : '';
  return (anchor) => `${folder}docs/troubleshooting.md#${anchor}`;
}
