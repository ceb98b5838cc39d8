/** The baseline of `npm run bench`: the requests, outputs and summary of one synchronous cancel, with Node's own modules only. It checks nothing. */
const { appendFileSync } = require('node:fs');

const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, ...env } = process.env;
const input = (name) => env[`INPUT_${name}`];
const origin = input('BASE-URL');
const offer = `${origin}/api/publishers/${input('PUBLISHER-ID')}/offers/${input('OFFER-ID')}`;
const { Agent, request } = require(origin.startsWith('https:') ? 'node:https' : 'node:http');
const agent = new Agent({ keepAlive: true });

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${input('TOKEN')}`, ...(body && { 'content-type': 'application/json' }) };
    const outgoing = request(`${offer}/${path}?api-version=${input('API-VERSION')}`, { method, agent, headers });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode, id: incoming.headers['x-ms-correlation-request-id'], text }));
    });
    outgoing.end(body);
  });
}

async function main() {
  process.stdout.write(`::add-mask::${input('TOKEN')}\n`);
  const list = await ask('GET', 'submissions/');
  const { id } = JSON.parse(list.text).find(({ submissionState }) => submissionState === 'running');
  const cancel = await ask('POST', 'cancel', '{"metadata":{}}');
  const [operation] = [JSON.parse((await ask('GET', `operations/${id}`)).text)].flat();
  const outputs = { outcome: operation.status, 'status-code': cancel.status, 'operation-id': id, 'request-id': cancel.id };
  const rows = Object.entries({ ...outputs, message: `It is ${operation.status}.`, results: JSON.stringify([outputs]) });
  appendFileSync(GITHUB_OUTPUT, rows.map(([name, value]) => `${name}<<end\n${value}\nend\n`).join(''));
  appendFileSync(GITHUB_STEP_SUMMARY, `## ${operation.status}\n\n| Operation | Status |\n| --- | --- |\n| ${id} | ${cancel.status} |\n`);
  process.stdout.write(`${id}: HTTP ${cancel.status}, ${operation.status}\n`);
  process.exit(operation.status === 'canceled' ? 0 : 1);
}

main();
