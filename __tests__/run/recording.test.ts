import { describe, expect, it } from 'vitest';
import { loadRecorder } from '../../src/action/recording.ts';
import type { RecordingFile } from '../../src/recording/form.ts';
import { createRecorder } from '../../src/recording/recorder.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { CANCEL, entry, LIST, PAGE, page } from '../support/offer.ts';
import { createFakeHost, runStep, type StepOptions, type StepResult } from '../support/step.ts';
import { reply, scripted } from '../support/wire.ts';

const script = {
  [LIST]: reply(200, [entry('running')]),
  [CANCEL]: reply(200),
  [PAGE]: reply(200, page('canceled')),
};

const inputs = { recording: 'out/recording.json' };

function run(options: Partial<StepOptions> = {}): Promise<StepResult> {
  return runStep({ wire: scripted(script), inputs, ...options });
}

/** The file of a step, and what it holds: outcomes and routes. */
function fileOf({ runner }: StepResult): { paths: readonly string[]; offers: RecordingFile['offers']; routes: readonly unknown[] } {
  const { offers, exchanges } = JSON.parse(runner.files[0]?.[1] ?? '{}') as RecordingFile;
  return { paths: runner.files.map(([path]) => path), offers, routes: exchanges.map((one) => 'route' in one && one.route) };
}

const warningsOf = ({ runner }: StepResult): readonly string[] => runner.lines.filter((line) => line.startsWith('warning: '));

describe('a step with recording', () => {
  it('writes one file, and says where it is and what it is for', async () => {
    const step = await run();
    expect(fileOf(step)).toStrictEqual({
      paths: ['out/recording.json'],
      offers: [{ offer: 'offer-1', outcome: 'canceled', cause: 'canceled' }],
      routes: ['list', 'cancel', 'operation'],
    });
    expect(step.runner.lines.at(-1)).toBe('The recording is in out/recording.json. It is made for sharing. Nothing was uploaded.');
  });

  it('sends, says and puts out the same as without it', async () => {
    const [recorded, other] = await Promise.all([run(), run({ inputs: {} })]);
    const withoutLine = recorded.runner.lines.filter((line) => !line.startsWith('The recording is in'));
    expect({ ...recorded, runner: withoutLine, clock: recorded.clock.nowMs(), departures: recorded.requests }).toStrictEqual({
      ...other,
      runner: other.runner.lines,
      clock: other.clock.nowMs(),
      departures: other.requests,
    });
    expect(other.runner.files).toStrictEqual([]);
  });

  it('loads nothing without the input, and nothing when the inputs are refused', async () => {
    const loadRecorder = (): never => {
      throw new Error('it was loaded');
    };
    const steps = [await run({ inputs: {}, loadRecorder }), await run({ inputs: { ...inputs, wait: 'x' }, loadRecorder })];
    expect(steps.map(({ outputs }) => outputs['outcome'])).toStrictEqual(['canceled', 'invalid-input']);
    expect(steps.flatMap((step) => [...step.runner.files, ...warningsOf(step)])).toStrictEqual([]);
  });

  it('writes it after the outputs, and after an interruption too', async () => {
    const host = createFakeHost();
    const clock = createFakeClock();
    clock.at(5_000, () => host.emit('SIGINT'));
    const wire = scripted({ ...script, [CANCEL]: reply(202), [PAGE]: reply(200, page('running')) });
    const step = await run({ host, clock, wire });
    expect(fileOf(step).offers).toStrictEqual([{ offer: 'offer-1', outcome: 'interrupted', cause: 'interrupted' }]);
    expect(clock.nowMs()).toBeLessThan(10_000);
  });

  it('writes it when a later signal ends the step at once', async () => {
    const host = createFakeHost();
    const clock = createFakeClock();
    const wire = scripted({
      ...script,
      [CANCEL]: () => {
        host.emit('SIGINT');
        clock.pass(1_500);
        host.emit('SIGINT');
        return reply(202);
      },
    });
    const step = await run({ host, clock, wire });
    expect(host.exits).toStrictEqual([130, 130]);
    expect(fileOf(step)).toMatchObject({ paths: ['out/recording.json'], offers: [{ offer: 'offer-1' }], routes: ['list'] });
  });

  it('writes it after a crash', async () => {
    const host = createFakeHost();
    const wire = scripted({
      ...script,
      [CANCEL]: () => {
        host.emit('uncaughtException', new Error('boom'));
        return reply(202);
      },
    });
    const step = await run({ host, wire });
    expect(fileOf(step).offers).toStrictEqual([{ offer: 'offer-1', outcome: 'unknown', cause: 'unfinished-after-cancel' }]);
  });

  const recorder = createRecorder;
  it.each<{ what: string; options: Partial<StepOptions>; says: string }>([
    { what: 'the file cannot be written', options: { recordingFault: new Error('EACCES') }, says: 'Error: EACCES' },
    {
      what: 'the bundle cannot be loaded',
      options: {
        loadRecorder: () => {
          throw new Error('no bundle');
        },
      },
      says: 'Error: no bundle',
    },
    {
      what: 'an exchange cannot be noted',
      options: {
        loadRecorder: () => ({
          createRecorder: (...details) => ({
            ...recorder(...details),
            note: () => {
              throw new Error('no note');
            },
          }),
        }),
      },
      says: 'Error: no note',
    },
  ])('when $what there is one warning, and the outcome stands', async ({ options, says }) => {
    const step = await run(options);
    expect([step.outputs['outcome'], step.exitCode, step.runner.files.length]).toStrictEqual(['canceled', 0, 0]);
    expect(warningsOf(step)).toStrictEqual([`warning: There is no recording (${says}). The result of the step stands.`]);
  });

  it('the bundle is beside dist/index.js', () => {
    expect(() => loadRecorder()).toThrow(/recording\/index\.js/);
  });
});
