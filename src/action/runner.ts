import { accessSync, appendFileSync, constants } from 'node:fs';
import * as tls from 'node:tls';
import * as core from '@actions/core';
import { placeOf, writeBelow } from './workspaceFile.ts';

/** What the GitHub runner offers a step: `@actions/core`, workflow commands and file commands. */
export interface Runner {
  /** A variable of the environment; `undefined` when it is not set at all. */
  env(name: string): string | undefined;
  /** How many certificates Node took from the file of NODE_EXTRA_CA_CERTS; `undefined` when it does not say that (before Node 22.15). */
  extraCertificates(): number | undefined;
  /** An input, trimmed. */
  input(name: string): string;
  info(line: string): void;
  debug(line: string): void;
  notice(text: string): void;
  warning(text: string, title?: string): void;
  error(text: string, title: string): void;
  mask(secret: string): void;
  /** Throws when the file behind GITHUB_OUTPUT cannot be written. */
  output(name: string, value: string): void;
  /** Throws when the file behind GITHUB_STEP_SUMMARY cannot be written. */
  summary(markdown: string): void;
  /** What is at a relative path in GITHUB_WORKSPACE. */
  placeInWorkspace(path: string): ReturnType<typeof placeOf>;
  /** Throws when the file cannot be written. */
  writeBelowWorkspace(path: string, text: string): void;
}

export const githubRunner: Runner = {
  env: (name) => process.env[name],
  extraCertificates: () => (process.env['NODE_EXTRA_CA_CERTS'] ? tls.getCACertificates?.('extra').length : 0),
  input: (name) => core.getInput(name),
  info: core.info,
  debug: core.debug,
  notice: (text) => core.notice(text),
  warning: (text, title) => core.warning(text, title === undefined ? {} : { title }),
  error: (text, title) => core.error(text, { title }),
  mask: core.setSecret,
  output: (name, value) => core.setOutput(name, value),
  summary: appendSummary,
  placeInWorkspace: (path) => placeOf(workspace(), path),
  writeBelowWorkspace: (path, text) => writeBelow(workspace(), path, text),
};

function workspace(): string {
  return process.env['GITHUB_WORKSPACE'] ?? '';
}

/**
 * Never makes the file, which the runner has made. `core.summary` would load `fs/promises`, which takes 2 ms of every step
 * (docs/performance.md).
 */
function appendSummary(markdown: string): void {
  const path = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  accessSync(path, constants.W_OK);
  appendFileSync(path, markdown);
}
