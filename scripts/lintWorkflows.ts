/** `npm run lint:zizmor` and `npm run lint:actionlint`: lints the workflows, action.yml and every YAML example of the documents. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { asWorkflow, examples, pinned } from './examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'examples-'));
const written = examples().map(({ place, yaml }) => {
  const path = join(folder, '.github/workflows', `${place.replaceAll(/\W/g, '-')}.yml`);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, pinned(asWorkflow(yaml)));
  return path;
});

/** actionlint reads action.yml because a workflow uses `./`. */
const tools = {
  zizmor: {
    command: ['zizmor', '--offline', '--persona=auditor', '--no-ignores', '.github', 'action.yml', 'sandbox/action.yml', folder],
    install: 'pip install --require-hashes --requirement scripts/zizmor.txt',
  },
  actionlint: {
    command: ['go', 'run', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', ...globSync('.github/workflows/*.yml'), ...written],
    install: 'install Go, which builds it',
  },
};

const name = process.argv[2] === 'zizmor' ? 'zizmor' : 'actionlint';
const [command = '', ...args] = tools[name].command;
const PATH = [process.env['PATH'], '/usr/local/go/bin'].join(delimiter);
const { error, status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PATH } });
if (error) process.stderr.write(`${name} did not run, because ${command} is not here: ${tools[name].install}.\n`);
if (status === 0) process.stdout.write(`${name} finds nothing in the workflows, action.yml and ${written.length} examples\n`);
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
