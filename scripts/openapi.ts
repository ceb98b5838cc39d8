/**
 * `npm run test:e2e:openapi`: Prism checks that client, sandbox and docs/openapi*.yaml agree.
 * Its proxy checks each request and reply of every scenario, which the source plays. The bundle plays some of them too.
 * Then the client cancels an offer on its mock of each description.
 */
import { createFakeClock } from '../__tests__/support/fakeClock.ts';
import { systemClock } from '../src/clock.ts';
import { serve } from '../src/sandbox/server.ts';
import { createService, type Service } from '../src/sandbox/service.ts';
import { cases } from './openapiCases.ts';
import { ask, playBundle, playSource, preferring, startPrism } from './prism.ts';

let failures = 0;

function report(name: string, isRight: boolean, details: string): void {
  if (!isRight) failures += 1;
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${name}: ${details}\n`);
}

let service: Service = () => ({ status: 500, headers: {}, body: '' });
const sandbox = await serve((request) => service(request), 0);
for (const { description, scenarios, usual, bundle, requests, planted, looks, mocked } of cases) {
  const proxy = await startPrism('proxy', description, sandbox.origin);
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (scenario.signIn !== undefined || scenario.isDeployed) continue;
    const clock = createFakeClock();
    service = createService(scenario, clock);
    const ended = await playSource(proxy.origin, { scenario }, clock);
    report(`scenario ${name}`, ended === scenario.outcome, ended);
  }
  for (const { what, scenario, inputs = {} } of bundle) {
    service = createService(scenario, systemClock);
    const ended = await playBundle(proxy.origin, { scenario, inputs });
    report(`bundle, ${what}`, ended === scenario.outcome, ended);
  }
  for (const { what, isFine, ...sent } of requests) {
    service = createService(usual, createFakeClock());
    const found = await ask(proxy.origin, [sent]);
    report(`request: ${what}`, (found.length === 0) === isFine, found.length === 0 ? 'taken' : 'objected to');
  }
  for (const { what, from, to } of planted) {
    const right = createService(usual, createFakeClock());
    service = (request) => {
      const { headers, body, ...reply } = right(request);
      const changed = Object.entries(headers).map(([name, value]) => [name, value.replace(from, to)]);
      return { ...reply, headers: Object.fromEntries(changed), body: body.replace(from, to) };
    };
    const found = await ask(proxy.origin, looks);
    report(`planted: ${what}`, found.length > 0, found.length > 0 ? 'objected to' : 'not noticed');
  }
  proxy.stop();
  const mock = await startPrism('mock', description);
  for (const { what, inputs, prefer, outcome } of mocked) {
    const ended = await playSource(mock.origin, { scenario: usual, inputs }, createFakeClock(), preferring(prefer));
    report(`mock, ${what}`, ended === outcome, ended);
  }
  mock.stop();
}
await sandbox.close();
process.exitCode = failures === 0 ? 0 : 1;
