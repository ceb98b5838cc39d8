import { expect, it } from 'vitest';
import { getExecOutput } from '../../src/stubs/exec.ts';
import { ProxyAgent } from '../../src/stubs/undici.ts';
import { fetch, ProxyAgent as ProxyAgentOfGithub } from '../../src/stubs/undiciOfGithub.ts';

it('the action starts no process', () => {
  expect(getExecOutput).toThrow('@actions/exec is not part of this bundle: the action starts no process');
});

it('the action has no undici', () => {
  expect(() => new ProxyAgent()).toThrow('undici is not part of this bundle: take getAgent(), not getAgentDispatcher()');
});

it('Octokit has no undici, and is loaded where a proxy is set', () => {
  expect(() => new ProxyAgentOfGithub()).not.toThrow();
  expect(fetch).toThrow('undici is not part of this bundle');
});
