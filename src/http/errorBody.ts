import { longestQuote } from '../text/sanitize.ts';
import { fieldsOf, parseJson } from './json.ts';

/** What an error body says: its code, its first line, and the first line of a more special part. */
export interface ErrorWords {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly detail?: string | undefined;
}

/**
 * The members that are read, in lower case: those of the marketplace APIs (docs/api.md#error-bodies), Microsoft Entra
 * (docs/api.md#entra-errors), OData, ASP.NET and its problem details. The first that is there counts. A stack is never read.
 */
const codeNames = ['code', 'errorcode', 'exceptioncode', 'faultcode', 'exceptiontype', 'error', 'title'];
const messageNames = ['exceptionmessage', 'message', 'errormessage', 'faultstring', 'error_description', 'detail', 'error', 'title'];
/** Members that hold the error itself, and members that say more of it. */
const errorNames = ['error', 'odata.error'];
const detailNames = ['errors', 'modelstate', 'details', 'messagedetail', 'innererror', 'innerexception'];
/** Details that can be lists by the names of fields: `{"errors":{"offerId":["…"]}}`. */
const listsByField = ['errors', 'modelstate'];

const mostLevels = 5;

/** The words of an error body. The service also puts the error below a name of its own, such as `Product`. */
export function errorWords(json: unknown): ErrorWords {
  const words = wordsIn(json, mostLevels);
  if (words.code || words.message) return words;
  return wordsIn(Object.values(fieldsOf(json)).find(isObject), mostLevels - 1);
}

function wordsIn(value: unknown, levels: number): ErrorWords {
  if (levels <= 0 || value === undefined) return {};
  if (typeof value === 'string') return wordsInText(value, levels);
  const members = new Map(Object.entries(fieldsOf(value)).map(([name, member]) => [name.toLowerCase(), member]));
  const error = errorNames.map((name) => members.get(name)).find(isObject);
  const details = detailNames.map((name) => detailIn(name, members.get(name), levels - 1)).find(({ message }) => message);
  const words = merged(wordsIn(error, levels - 1), wordsOf(members, levels));
  return details ? merged(words, { ...details, detail: details.message }) : words;
}

function wordsOf(members: ReadonlyMap<string, unknown>, levels: number): ErrorWords {
  const read = (name: string): ErrorWords => {
    const member = members.get(name);
    const text = name === 'message' && isObject(member) ? fieldsOf(member)['value'] : member;
    return typeof text === 'string' ? wordsInText(name === 'error_description' ? firstSentence(text) : text, levels) : {};
  };
  const found = messageNames.map(read).find(({ message }) => message) ?? {};
  const code = codeNames.map((name) => read(name).message).find((text) => text && text !== found.message);
  return { ...found, code: code ?? found.code };
}

function detailIn(name: string, member: unknown, levels: number): ErrorWords {
  const first = [member].flat()[0];
  const words = wordsIn(first, levels);
  if (words.message || first === undefined || !listsByField.includes(name)) return words;
  return wordsIn(Object.values(fieldsOf(first)).flat()[0], levels - 1);
}

/** A text may end in JSON: `Unable to complete request. {"faultCode":"…"}`. */
function wordsInText(text: string, levels: number): ErrorWords {
  const start = text.search(/\{\s*"|\[\s*[{"]/);
  const message = firstLine(start < 0 ? text : text.slice(0, start));
  const { code, message: inner } = start < 0 ? {} : wordsIn(parseJson(text.slice(start)), levels - 1);
  return message ? { message, code, detail: inner } : { message: inner, code };
}

/** The first line that has text beside markup, without the stack that .NET puts behind it. */
function firstLine(text: string): string {
  const lines = text.slice(0, longestQuote * 8).split(/[\r\n]+/);
  const line = lines.find((one) => one.replace(/<[^>]*>?/g, '').trim() !== '') ?? '';
  return line.replace(/(?:^| ) *at [\w.<>`$+]{1,200}\(.*/, '').trim();
}

function firstSentence(text: string): string {
  return text.replace(/(?<=\.)\s.*/s, '');
}

function merged(first: ErrorWords, second: ErrorWords): ErrorWords {
  return {
    code: first.code || second.code,
    message: first.message || second.message,
    detail: first.detail || second.detail,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
