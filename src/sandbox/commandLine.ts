import { parseArgs } from 'node:util';
import { type Scenario, scenarioNamed, scenariosByApi } from './scenarios.ts';

/** What a person asked for. */
export type Command =
  | { readonly what: 'run' | 'serve'; readonly name: string; readonly scenario: Scenario; readonly port: number }
  | { readonly what: 'play' | 'serve-play'; readonly file: string; readonly port: number }
  | { readonly what: 'help'; readonly problem?: string };

const options = {
  scenario: { type: 'string' },
  play: { type: 'string' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads `[serve] [NAME] [--scenario NAME] [--play FILE] [--port N] [--help]`. */
export function commandOf(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return { what: 'help' };
    const isServed = positionals[0] === 'serve';
    const names = [...positionals.slice(isServed ? 1 : 0), ...(values.scenario === undefined ? [] : [values.scenario])];
    if (!isServed && values.port !== undefined) return { what: 'help', problem: '--port goes with npm run sandbox.' };
    if (values.play !== undefined) return playOf(values.play, isServed, names, values.port ?? usualPort);
    return scenarioAndPort(isServed ? 'serve' : 'run', names, values.port ?? usualPort);
  } catch (error) {
    return { what: 'help', problem: error instanceof Error ? error.message : String(error) };
  }
}

const usualPort = '4010';

function playOf(file: string, isServed: boolean, names: readonly string[], port: string): Command {
  if (names.length > 0) return { what: 'help', problem: `A recording or a scenario, and not both: ${file}, ${names.join(', ')}.` };
  if (file === '') return { what: 'help', problem: '--play needs the path of a recording.' };
  return isPort(port)
    ? { what: isServed ? 'serve-play' : 'play', file, port: Number(port) }
    : { what: 'help', problem: `There is no port "${port}".` };
}

function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
}

function scenarioAndPort(what: 'run' | 'serve', names: readonly string[], port: string): Command {
  const [name = 'accepted', ...others] = names;
  if (others.length > 0) return { what: 'help', problem: `One scenario at a time, and not ${names.length}: ${names.join(', ')}.` };
  const scenario = scenarioNamed(name);
  if (!scenario) return { what: 'help', problem: `There is no scenario "${name}".` };
  if (!isPort(port)) return { what: 'help', problem: `There is no port "${port}".` };
  return { what, name, scenario, port: Number(port) };
}

/** How the command line is used, and every scenario with what it shows. */
export function usage(): string {
  const names = Object.values(scenariosByApi).flatMap((scenarios) => Object.keys(scenarios));
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lists = Object.entries(scenariosByApi).map(([api, scenarios]) => {
    const lines = Object.entries<Scenario>(scenarios).map(
      ([name, { outcome, description }]) => `  ${name.padEnd(width)}${outcome.padEnd(19)}${description}`,
    );
    return [`api: ${api}`, ...lines].join('\n');
  });
  return [
    [
      'npm start -- [NAME]                   run the action once against the sandbox',
      'npm run sandbox -- [NAME] [--port N]  serve the sandbox until it is stopped',
      'npm start -- --play FILE              run the action once against a recording (docs/recordings.md)',
      'npm run sandbox -- --play FILE        serve a recording until it is stopped',
      '',
      'NAME is a scenario, "accepted" when left out; --scenario NAME says the same.',
      'The scenarios of each API, the outcome that the action comes to, and what the service does:',
    ].join('\n'),
    ...lists,
  ].join('\n\n');
}
