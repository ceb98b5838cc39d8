import { expect, it } from 'vitest';
import { docsLink } from '../../src/action/docsLink.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';

const known = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'contoso/cancel', GITHUB_ACTION_REF: 'v1.0.0' };
const bare = 'docs/troubleshooting.md#refused-403';

it.each([
  { name: 'a version', environment: known, help: `https://github.com/contoso/cancel/blob/v1.0.0/${bare}` },
  {
    name: 'a server of an enterprise',
    environment: { ...known, GITHUB_SERVER_URL: 'https://git.contoso.example:8443' },
    help: `https://git.contoso.example:8443/contoso/cancel/blob/v1.0.0/${bare}`,
  },
  { name: 'uses: ./', environment: { ...known, GITHUB_ACTION_REPOSITORY: '' }, help: bare },
  { name: 'no runner', environment: {}, help: bare },
  { name: 'a server that is no origin', environment: { ...known, GITHUB_SERVER_URL: 'https://github.com/x)' }, help: bare },
  { name: 'a repository that is none', environment: { ...known, GITHUB_ACTION_REPOSITORY: 'a/b/c' }, help: bare },
  { name: 'a ref with a bracket', environment: { ...known, GITHUB_ACTION_REF: 'v1)[x](y' }, help: bare },
])('where a paragraph is: $name', ({ environment, help }) => {
  expect(docsLink(createFakeRunner({ environment }))('refused-403')).toBe(help);
});
