/**
 * The floor: what the same step costs when it is written by hand for this one path. It makes the requests of a synchronous cancel (look, cancel, second look) on one connection with
 * Node's own modules, and writes the outputs (once, at the end, in one go) and the summary. It checks next to nothing, retries nothing, and cannot tell a lost cancel from a good one: nobody should use it.
 */
const { randomUUID } = require('node:crypto');
const { appendFileSync } = require('node:fs');

const input = (name) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const offer = `/api/publishers/${input('publisher-id')}/offers/${input('offer-id')}`;
const version = `api-version=${input('api-version')}`;
const origin = input('base-url');
const { Agent, request } = require(origin.startsWith('https:') ? 'node:https' : 'node:http');
const agent = new Agent({ keepAlive: true });

/** Resolves to the status, the headers and the body of the reply. */
function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, {
      method,
      agent,
      headers: {
        authorization: `Bearer ${input('token')}`,
        ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers, text }));
    });
    outgoing.end(body);
  });
}

async function main() {
  process.stdout.write(`::add-mask::${input('token')}\n`);
  const list = await ask('GET', `${offer}/submissions/?${version}`);
  const { id } = JSON.parse(list.text).find(({ submissionState }) => submissionState === 'running');
  process.stdout.write(`${id} runs\n`);
  const { status, headers } = await ask('POST', `${offer}/cancel?${version}`, '{"metadata":{}}');
  process.stdout.write(`the cancel was answered with ${status}\n`);
  const page = await ask('GET', `${offer}/operations/${id}?${version}`);
  const [operation] = [JSON.parse(page.text)].flat();
  const outcome = operation.status === 'canceled' ? 'canceled' : 'unknown';
  const message = `The operation is ${operation.status}.`;
  const requestId = headers['x-ms-correlation-request-id'];
  const row = {
    publisherId: input('publisher-id'),
    offerId: input('offer-id'),
    outcome,
    statusCode: status,
    operationPath: null,
    operationId: id,
    requestId,
    message,
  };
  const outputs = {
    outcome,
    'status-code': status,
    'operation-path': '',
    'operation-id': id,
    'request-id': requestId,
    message,
    results: JSON.stringify([row]),
  };
  const delimiter = `ghadelimiter_${randomUUID()}`;
  appendFileSync(
    process.env.GITHUB_OUTPUT,
    Object.entries(outputs)
      .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
      .join(''),
  );
  appendFileSync(
    process.env.GITHUB_STEP_SUMMARY,
    `## ${outcome}\n\n| offer | operation | status |\n| --- | --- | --- |\n| ${row.offerId} | ${id} | ${status} |\n`,
  );
  process.stdout.write(`${message}\n`);
  process.exit(outcome === 'canceled' ? 0 : 1);
}

main();
