import { type InputName, type Inputs, inputDefaults, variableNames } from '../inputs/inputs.ts';
import { isRelativePath } from '../inputs/recording.ts';
import type { Runner } from './runner.ts';

/** Reads what action.yml declares and nothing else. Outside a runner an input that is not set at all has its default. */
export function readInputs(runner: Runner): Inputs {
  const names = Object.keys(inputDefaults) as InputName[];
  const read = (name: InputName): string =>
    runner.env(`INPUT_${name.toUpperCase()}`) === undefined ? inputDefaults[name] : runner.input(name);
  const recording = read('recording');
  return {
    values: record(names, read),
    variables: record(variableNames, (name) => runner.env(name) ?? ''),
    extraCertificates: runner.extraCertificates(),
    recordingPlace: recording !== '' && isRelativePath(recording) ? runner.placeInWorkspace(recording) : '',
  };
}

function record<K extends string>(keys: readonly K[], read: (key: K) => string): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, string>;
}
