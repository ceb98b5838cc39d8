import { quoteInput } from '../text/sanitize.ts';
import { isEmptyWord } from './token.ts';
import { placeholder, type Validated } from './validated.ts';

/** GitHub takes no longer name. */
const longestName = 255;

/** Any name that GitHub gives an environment, blanks, slashes and letters of any script included; empty means none. */
export function environmentName(value: string): Validated<string> {
  if (value === '') return { value };
  if (value.length <= longestName && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value) && !placeholder(value)) return { value };
  return {
    problem:
      `"${quoteInput(value)}" is not the name of an environment${placeholder(value)}; ` +
      `write the name of a GitHub environment in one line of at most ${longestName} characters, or leave the input out`,
  };
}

const advice =
  'so no deployment will be marked inactive; write github-token: ${{ github.token }}, ' +
  'and give the job "permissions: { deployments: write }"';

/** The token for the environment. Without a usable one the offers are canceled all the same; its value is never shown. */
export function deploymentToken(value: string, environment: string): Validated<string> {
  if (environment === '')
    return { value: '', notices: value === '' ? [] : ['github-token: it is for environment alone, which is empty, and is not used'] };
  if (/^[\x21-\x7e]{4,4096}$/.test(value) && !placeholder(value) && !isEmptyWord(value)) return { value };
  return { value: '', warnings: [`github-token: it is ${value === '' ? 'empty' : `not a token${placeholder(value)}`}, ${advice}`] };
}
