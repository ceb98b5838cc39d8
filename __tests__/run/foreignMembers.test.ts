import { afterEach, describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { removeForeignMembers } from '../../src/run/foreignMembers.ts';
import { started } from '../../src/run/start.ts';
import { createFakeClock } from '../support/fakeClock.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { createFakeHost, noDeployment, startIn } from '../support/step.ts';
import { scripted } from '../support/wire.ts';

const mark = Symbol('mark');

afterEach(() => {
  for (const name of ['status', 'cause', '0', mark]) {
    Reflect.deleteProperty(Object.prototype, name);
    Reflect.deleteProperty(Array.prototype, name);
  }
});

describe('F16 members that other code gave every object', () => {
  it('what the language gives stays', () => {
    const before = Reflect.ownKeys(Object.prototype);
    expect(removeForeignMembers()).toStrictEqual([]);
    expect(Reflect.ownKeys(Object.prototype)).toStrictEqual(before);
    expect(before).toContain('hasOwnProperty');
  });

  it.each([
    { what: 'a value', descriptor: { value: 'canceled', enumerable: true, configurable: true } },
    { what: 'a value that is not enumerable', descriptor: { value: 'canceled', configurable: true } },
    { what: 'a getter', descriptor: { get: () => 'canceled', configurable: true } },
  ])('$what is removed', ({ descriptor }) => {
    for (const name of ['status', 'cause', mark]) Object.defineProperty(Object.prototype, name, descriptor);
    expect(removeForeignMembers()).toStrictEqual([]);
    expect(['status', 'cause', mark].filter((name) => name in {})).toStrictEqual([]);
  });

  it('an enumerable one of lists is removed', () => {
    Object.defineProperty(Array.prototype, 'status', { value: 200, enumerable: true, configurable: true });
    Object.defineProperty(Array.prototype, '0', { value: 200, enumerable: true, configurable: true });
    expect(removeForeignMembers()).toStrictEqual([]);
    expect(['status', '0'].filter((name) => name in [])).toStrictEqual([]);
  });

  it('what cannot be removed is named', () => {
    const objects = Object.defineProperty({ [mark]: 1, cause: 'canceled' }, 'status', { value: 'canceled' });
    const lists = Object.freeze({ id: 'canceled' });
    expect(removeForeignMembers(objects, lists)).toStrictEqual(['Object.prototype.status', 'Array.prototype.id']);
    expect(Reflect.ownKeys(objects)).toStrictEqual(['status']);
  });

  it('what could not be removed is refused with nothing sent', async () => {
    const host = createFakeHost();
    const runner = createFakeRunner({ inputs: { 'publisher-id': 'contoso', 'offer-id': 'contoso-vm', token: 'secret-token' } });
    const wire = scripted({});
    const deps = { runner, clock: createFakeClock(), transport: wire.transport, proxyHost: () => '', deactivate: noDeployment };
    await main(host, deps, { ...startIn(host), foreignMembers: ['Object.prototype.status', 'Array.prototype.a\nb'] });
    expect([host.exits, wire.requests, runner.outputs['outcome'], runner.masks]).toStrictEqual([
      [1],
      [],
      'invalid-input',
      ['secret-token'],
    ]);
    expect(runner.outputs['message']).toContain('has set Object.prototype.status, Array.prototype.a\\x0ab, which changes every object');
  });
});

it('F11 F16 the start catches signals, and finds nothing to refuse here', () => {
  expect([started.signals.exitCode(), started.foreignMembers]).toStrictEqual([undefined, []]);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']) expect(process.listenerCount(name)).toBeGreaterThan(0);
});
