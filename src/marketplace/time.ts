import { textOf } from '../http/json.ts';

/** A time of the service in milliseconds since 1970: with up to seven digits of a second, and without a zone in UTC. */
export function timeOf(value: unknown): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(textOf(value) ?? '');
  const seconds = Date.parse(`${parts?.[1]}${parts?.[3] ?? 'Z'}`);
  return Number.isNaN(seconds) ? undefined : seconds + Number(`0${parts?.[2] ?? ''}`) * 1000;
}
