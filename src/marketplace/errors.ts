import { fieldsOf } from '../http/json.ts';

/** The names of members that only an error has (docs/api.md#error-bodies). */
const errorNames = /^(error|errors|odata\.error|exceptioncode|exceptionmessage|exceptiontype|stacktrace|faultcode)$/i;

/** Whether a body tells of an error, whatever its status says: by a member of its own, or of an envelope around it. */
export function hasError(json: unknown): boolean {
  if (typeof json === 'string') return /exception|error/i.test(json);
  const shown = Array.isArray(json) ? json.slice(0, mostEntries) : [json];
  return shown.some((one) => namesError(one) || Object.values(fieldsOf(one)).some(namesError));
}

const mostEntries = 50;

function namesError(value: unknown): boolean {
  return Object.entries(fieldsOf(value)).some(([name, of]) => errorNames.test(name) && !(Array.isArray(of) && of.length === 0));
}
