import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Command, commandOf, usage } from '../../src/sandbox/commandLine.ts';
import { type Scenario, scenariosByApi } from '../../src/sandbox/scenarios.ts';

/** A command without its scenario, which its name stands for. */
function short(command: Command): string {
  if ('file' in command) return `${command.what} ${command.file} ${command.port}`;
  if (command.what !== 'help') return `${command.what} ${command.name} ${command.port}`;
  return command.problem === undefined ? 'help' : `problem: ${command.problem}`;
}

describe('the command line', () => {
  it.each([
    { args: '', does: 'run accepted 4010' },
    { args: 'too-late', does: 'run too-late 4010' },
    { args: '--scenario too-late', does: 'run too-late 4010' },
    { args: '--scenario=submission-gone', does: 'run submission-gone 4010' },
    { args: 'job-slow', does: 'run job-slow 4010' },
    { args: 'serve', does: 'serve accepted 4010' },
    { args: 'serve too-late', does: 'serve too-late 4010' },
    { args: 'serve too-late --port 0', does: 'serve too-late 0' },
    { args: '--port 65535 serve --scenario too-late', does: 'serve too-late 65535' },
    { args: '--play a.json', does: 'play a.json 4010' },
    { args: 'serve --play a.json --port 0', does: 'serve-play a.json 0' },
    { args: 'serve --play a.json --port x', does: 'problem: There is no port "x".' },
    { args: '--play a.json --port 4010', does: 'problem: --port goes with npm run sandbox.' },
    { args: '--play a.json too-late', does: 'problem: A recording or a scenario, and not both: a.json, too-late.' },
    { args: '--play=', does: 'problem: --play needs the path of a recording.' },
    { args: '--help', does: 'help' },
    { args: '-h', does: 'help' },
    { args: 'serve nonsense --help', does: 'help' },
    { args: 'nonsense', does: 'problem: There is no scenario "nonsense".' },
    { args: 'constructor', does: 'problem: There is no scenario "constructor".' },
    { args: 'too-late serve', does: 'problem: One scenario at a time, and not 2: too-late, serve.' },
    { args: 'too-late --scenario slow', does: 'problem: One scenario at a time, and not 2: too-late, slow.' },
    { args: 'too-late --port 4010', does: 'problem: --port goes with npm run sandbox.' },
    { args: 'serve --port 65536', does: 'problem: There is no port "65536".' },
    { args: 'serve --port 1e3', does: 'problem: There is no port "1e3".' },
    { args: 'serve --port=', does: 'problem: There is no port "".' },
    { args: '--scenario', does: "problem: Option '--scenario <value>' argument missing", isStart: true },
    { args: '--offer contoso-vm', does: "problem: Unknown option '--offer'", isStart: true },
  ])('"$args" → $does', ({ args, does, isStart = false }) => {
    const action = short(commandOf(args.split(' ').filter(Boolean)));
    expect(isStart ? action.slice(0, does.length) : action).toBe(does);
  });

  it.each(Object.entries<Readonly<Record<string, Scenario>>>(scenariosByApi))(
    'lists what %s has, by name, outcome and story',
    (api, scenarios) => {
      const lists = usage().split('\n\n');
      const lines =
        lists
          .find((list) => list.startsWith(`api: ${api}\n`))
          ?.split('\n')
          .slice(1) ?? [];
      expect(lines.map((line) => line.trim().split(/ {2,}/))).toStrictEqual(
        Object.entries(scenarios).map(([name, { outcome, description }]) => [name, outcome, description]),
      );
    },
  );
});

describe('the program', () => {
  const program = 'dist/sandbox/index.js';

  it.each([
    { args: ['--help'], code: 0, says: 'stdout', first: 'npm start -- [NAME]' },
    { args: ['serve', '--help'], code: 0, says: 'stdout', first: 'npm start -- [NAME]' },
    { args: ['nonsense'], code: 2, says: 'stderr', first: 'There is no scenario "nonsense".' },
    { args: ['serve', '--port', 'x'], code: 2, says: 'stderr', first: 'There is no port "x".' },
  ] as const)('$args → exit code $code', ({ args, code, says, first }) => {
    const done = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    const silent = says === 'stdout' ? done.stderr : done.stdout;
    expect([done.status, done[says].startsWith(first), done[says].includes('  submission-gone '), silent]).toStrictEqual([
      code,
      true,
      true,
      '',
    ]);
  });

  it('serves the scenario, and says what a step needs', async () => {
    const child = spawn(process.execPath, [program, 'serve', 'job-canceled', '--port', '0']);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes('base-url')) break;
    }
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    const health = await (await fetch(`${origin}/health`)).json();
    child.kill();
    await once(child, 'close');
    expect(health).toStrictEqual({ status: 'healthy', forbidden: [] });
    expect(printed).toMatch(/\n {2}api: product-ingestion\n {2}offer-id: contoso-vm\n(.*\n)* {2}operation-id: b7f6e1c2-/);
  });
});
