import { expect } from 'vitest';
import { folded, runStep, type StepResult } from './step.ts';
import { type Script, scripted } from './wire.ts';

/** A whole step on one of the newer APIs: what the wire answers, and what it has to come to. */
export interface ApiRow {
  readonly name: string;
  readonly script: Script;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly requests: readonly string[];
  readonly message?: RegExp;
  readonly warnings?: readonly RegExp[];
  readonly outputs?: Readonly<Record<string, string>>;
}

const green = ['canceled', 'accepted', 'planned'];

/** `PAGE ×2` is two of them: a part may begin with what the part before ends with. */
function each(request: string): readonly string[] {
  const [name = '', count = '1'] = request.split(' ×');
  return Array<string>(Number(count)).fill(name);
}

/** Plays a row, and holds its outcome, its requests, its exit code, its warnings and what it says against it. */
export async function expectApiRow(usual: Readonly<Record<string, string>>, row: ApiRow): Promise<StepResult> {
  const { script, inputs = {}, outcome, requests, message, warnings = [], outputs = {} } = row;
  const step = await runStep({ wire: scripted(script), inputs: { ...usual, ...inputs } });
  expect({ outcome: step.outputs['outcome'], requests: step.requests }).toStrictEqual({
    outcome,
    requests: folded(requests.flatMap(each)),
  });
  expect(step.exitCode).toBe(green.includes(outcome) ? 0 : 1);
  expect(step.outputs).toMatchObject(outputs);
  if (message) expect(step.outputs['message']).toMatch(message);
  const warned = step.runner.lines.filter((line) => line.startsWith('warning:'));
  expect(warned).toStrictEqual(warnings.map((text) => expect.stringMatching(text)));
  return step;
}
