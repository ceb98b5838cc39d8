import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeFailure } from '../../src/http/failure.ts';
import { reply } from '../support/wire.ts';

const stack = '   at Contoso.Services.ProductManager.<GetAsync>d__7.MoveNext() in D:\\a\\1\\s\\Secret.cs:line 42';
const notFound = {
  serviceName: 'Product',
  error: `Contoso.Http404Exception: CPP product 'x' not found in current PC environment\r\n${stack}\r\n${stack}`,
  exceptionCode: 'Http404Exception',
  httpStatusCode: 'NotFound',
};
const notFoundWords = "Http404Exception: Contoso.Http404Exception: CPP product 'x' not found in current PC environment";
const fault = { faultCode: 'ICH50400', faultString: `Module 7 is locked\r\n${stack}` };

it.each<{ name: string; body: unknown; words: string }>([
  { name: 'the envelope of this API since its move', body: { Product: notFound }, words: notFoundWords },
  { name: 'the same below another name', body: { Variant: notFound }, words: notFoundWords },
  { name: 'the same with a text before it', body: { traceId: 'x', Product: notFound }, words: notFoundWords },
  { name: 'the same without a name', body: notFound, words: notFoundWords },
  { name: 'a stack alone', body: { Product: { ...notFound, error: stack } }, words: 'Http404Exception' },
  { name: 'a stack on the same line', body: { message: `It broke ${stack.trim()}` }, words: 'It broke' },
  {
    name: 'problem details',
    body: { type: 'about:blank', title: 'Forbidden', status: 403, detail: 'Not yours' },
    words: 'Forbidden: Not yours',
  },
  { name: 'problem details with a title alone', body: { title: 'Forbidden', status: 403 }, words: 'Forbidden' },
  {
    name: 'problem details of several fields',
    body: {
      title: 'One or more validation errors occurred.',
      errors: { offerId: ['The offerId field is required.', 'two'] },
      traceId: 'x',
    },
    words: 'One or more validation errors occurred. The offerId field is required.',
  },
  {
    name: 'problem details with a stack for developers',
    body: { title: 'System.InvalidOperationException', detail: `System.InvalidOperationException: It broke\r\n${stack}` },
    words: 'System.InvalidOperationException: System.InvalidOperationException: It broke',
  },
  {
    name: 'an exception of ASP.NET Web API',
    body: { Message: 'An error has occurred.', ExceptionMessage: 'It broke', ExceptionType: 'System.Exception', StackTrace: stack },
    words: 'System.Exception: It broke',
  },
  {
    name: 'an exception within an exception',
    body: {
      Message: 'An error has occurred.',
      InnerException: { Message: 'An error has occurred.', ExceptionMessage: 'It broke', StackTrace: stack },
    },
    words: 'An error has occurred. It broke',
  },
  {
    name: 'Message and MessageDetail',
    body: { Message: 'No HTTP resource.', MessageDetail: 'No type.' },
    words: 'No HTTP resource. No type.',
  },
  {
    name: 'ModelState',
    body: { Message: 'The request is invalid.', ModelState: { 'metadata.emails': ['Too long.'] } },
    words: 'The request is invalid. Too long.',
  },
  {
    name: 'odata.error',
    body: { 'odata.error': { code: 'Request_BadRequest', message: { lang: 'en', value: 'No such thing' } } },
    words: 'Request_BadRequest: No such thing',
  },
  { name: 'error.message.value', body: { error: { code: 'Bad', message: { value: 'No' } } }, words: 'Bad: No' },
  {
    name: 'error with details and innererror',
    body: {
      error: { code: 'Bad', message: 'No', details: [{ code: 'Worse', target: 'x', message: 'Never' }], innererror: { trace: stack } },
    },
    words: 'Bad: No Never',
  },
  { name: 'innererror alone', body: { error: { innererror: { code: 'Bad', message: 'No' } } }, words: 'Bad: No' },
  { name: 'innererror with a stack alone', body: { error: { code: 'Bad', innererror: { stacktrace: [stack] } } }, words: 'Bad' },
  { name: 'a list of errors', body: { errors: [{ code: 'Bad', message: 'No' }, { code: 'b' }] }, words: 'Bad: No' },
  { name: 'a list of texts', body: { errors: ['No', 'b'] }, words: 'No' },
  { name: 'ErrorCode and ErrorMessage', body: { ErrorCode: 'E1', ErrorMessage: 'No' }, words: 'E1: No' },
  { name: 'faultCode and faultString', body: fault, words: 'ICH50400: Module 7 is locked' },
  {
    name: 'a JSON string that ends in JSON',
    body: JSON.stringify(`ICH50400 - Unable to complete request. ${JSON.stringify(fault)}`),
    words: 'ICH50400: ICH50400 - Unable to complete request. Module 7 is locked',
  },
  {
    name: 'a JSON string that ends in broken JSON',
    body: JSON.stringify('ICH50400 - Unable to complete request. {"faultCode":"secret'),
    words: 'ICH50400 - Unable to complete request.',
  },
  { name: 'a JSON string that is JSON', body: JSON.stringify(JSON.stringify(fault)), words: 'ICH50400: Module 7 is locked' },
  { name: 'braces that are no JSON', body: { message: 'The value {0} is [wrong]' }, words: 'The value {0} is [wrong]' },
  { name: 'names in capitals', body: { ERROR: { CODE: 'Bad', MESSAGE: 'No' } }, words: 'Bad: No' },
  { name: 'two lines', body: { code: 'Bad', message: '\r\nNo\r\nsecond' }, words: 'Bad: No' },
  { name: 'two lines of markup', body: { message: '<p>\n<b>No</b>\nsecond' }, words: 'No' },
  { name: 'plain text with a stack', body: `\r\nSystem.Exception: It broke\r\n${stack}`, words: 'System.Exception: It broke' },
])('F20 $name: $words', ({ body, words }) => {
  expect(describeFailure(reply(404, body))).toBe(`HTTP 404, "${words}"`);
});

it.each<{ name: string; body: unknown }>([
  { name: 'a stack under a name of its own', body: { StackTrace: stack, trace: [stack] } },
  { name: 'lists under names that are not known', body: { trace: ['secret'], data: { list: [{ message: 'secret' }] } } },
  { name: 'words that every object inherits', body: { error: { constructor: 1, toString: 2 } } },
  { name: 'an error six levels down', body: { error: { error: { error: { error: { error: { error: { message: 'secret' } } } } } } } },
])('F20 $name: nothing is quoted', ({ body }) => {
  expect(describeFailure(reply(500, body))).toBe('HTTP 500');
});

const names = ['error', 'Message', 'code', 'errors', 'details', 'innererror', 'ModelState', 'title', 'StackTrace', 'x'];
const text = fc.oneof(
  fc.string(),
  fc.constant(stack),
  fc.constant(`a\r\n${stack}`),
  fc.string().map((one) => `a ${JSON.stringify({ message: one })}`),
);
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { depthSize: 'medium' },
    text,
    fc.array(tie('body'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('body')),
  ),
}));

it('F20 whatever JSON comes, no line of a stack is quoted', () => {
  fc.assert(fc.property(body, (json) => void expect(describeFailure(reply(500, JSON.stringify(json)))).not.toContain('Secret.cs')));
});

it('F20 a text of 1 MiB that looks like JSON at each place takes no time that grows with its square', () => {
  for (const piece of ['{ ', '[ ', '{"', ' at a', '<', '\n']) {
    expect(describeFailure(reply(500, { message: `No${piece.repeat(500_000)}` })).length).toBeLessThan(400);
  }
});
