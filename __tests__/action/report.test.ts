import { describe, expect, it } from 'vitest';
import { outputsOf, report, reportRefusal, writeEarly } from '../../src/action/report.ts';
import { portalFacts as api } from '../../src/marketplace/portal/facts.ts';
import { isRed, outcomes } from '../../src/outcome/outcome.ts';
import type { OfferResult } from '../../src/outcome/result.ts';
import { createFakeRunner } from '../support/fakeRunner.ts';
import { offerResult } from '../support/result.ts';

const frame = { api, isSandbox: false, isDryRun: false, ifNothingToCancel: 'error' } as const;
const more = (cause: string): string => `More about this: docs/troubleshooting.md#${cause}`;

describe('outputsOf', () => {
  it('one result', () => {
    expect(outputsOf([offerResult()], false)).toStrictEqual({
      outcome: 'canceled',
      'status-code': '202',
      'operation-path': '/api/path',
      'operation-id': 'id',
      'request-id': 'request',
      message: 'Operation id is canceled.',
      results:
        '[{"publisherId":"contoso","offerId":"contoso-vm","outcome":"canceled","statusCode":202,"operationPath":"/api/path","operationId":"id","requestId":"request","message":"Operation id is canceled."}]',
    });
  });

  it('what is not known is empty, and null in results', () => {
    const outputs = outputsOf([offerResult({ statusCode: null, operationPath: null, operationId: null, requestId: null })], false);
    expect(outputs).toMatchObject({ 'status-code': '', 'operation-path': '', 'operation-id': '', 'request-id': '' });
    expect(JSON.parse(outputs.results)).toMatchObject([{ statusCode: null, operationPath: null, operationId: null, requestId: null }]);
  });

  it('none at all are refused inputs', () => {
    expect(outputsOf([], false)).toMatchObject({ outcome: 'invalid-input', results: '[]', message: '' });
  });

  it('EN-14 a message of 1,000 characters is the output as it is, and cut to 200 in results', () => {
    const message = 'x'.repeat(1000);
    const outputs = outputsOf([offerResult({ message })], false);
    expect(outputs.message).toBe(message);
    expect(JSON.parse(outputs.results)).toMatchObject([{ message: `${'x'.repeat(199)}…` }]);
  });

  it('of several offers the lowest in the table of outcomes speaks, the first such one', () => {
    const best = offerResult({ offerId: 'a' });
    const worst = offerResult({ offerId: 'b', outcome: 'refused', statusCode: 403 });
    const worstToo = offerResult({ offerId: 'c', outcome: 'refused', statusCode: 404 });
    expect(outputsOf([best, worst, worstToo], false)).toMatchObject({ outcome: 'refused', 'status-code': '403' });
  });
});

describe('report', () => {
  it.each(outcomes.map((outcome) => ({ outcome, isRed: isRed(outcome, 'error') })))(
    '$outcome: red is $isRed, an error annotation exactly then',
    async ({ outcome, isRed }) => {
      const runner = createFakeRunner();
      const isGreen = report(runner, [offerResult({ outcome })], frame);
      const errors = runner.lines.filter((line) => line.startsWith('error:'));
      expect({ isGreen, errors, summaries: runner.summaries.length }).toStrictEqual({
        isGreen: !isRed,
        errors: isRed ? [`error: Operation id is canceled. ${more(offerResult({ outcome }).cause)}`] : [],
        summaries: 1,
      });
    },
  );

  it.each([
    { policy: 'error', lines: [`error: Nothing. ${more('nothing-running')}`], isGreen: false },
    { policy: 'warn', lines: [`warning: Nothing. ${more('nothing-running')}`], isGreen: true },
    { policy: 'ignore', lines: ['Nothing.'], isGreen: true },
  ] as const)('nothing to cancel, if-nothing-to-cancel: $policy', async ({ policy, lines, isGreen }) => {
    const runner = createFakeRunner();
    const result = report(runner, [offerResult({ outcome: 'nothing-to-cancel', message: 'Nothing.' })], {
      ...frame,
      ifNothingToCancel: policy,
    });
    expect({ result, lines: runner.lines }).toStrictEqual({ result: isGreen, lines });
  });

  it('EN-02 outputs that cannot be written: one error, red, the summary all the same', async () => {
    const runner = createFakeRunner({ outputFault: new Error('ENOSPC: no space left on device') });
    expect(report(runner, [offerResult()], frame)).toBe(false);
    expect(runner.lines).toStrictEqual([
      `error: Operation id is canceled. The outputs could not be written (Error: ENOSPC: no space left on device). ${more('canceled')}`,
    ]);
    expect(runner.summaries).toHaveLength(1);
  });

  it('SG-06 early outputs go to their file, and nothing is printed', () => {
    const runner = createFakeRunner();
    writeEarly(runner, outputsOf([offerResult({ outcome: 'unknown' })], false));
    expect([runner.outputs, runner.lines]).toStrictEqual([outputsOf([offerResult({ outcome: 'unknown' })], false), []]);
  });

  it('EN-01 no file for outputs: they are shown, once, at the end', async () => {
    const runner = createFakeRunner({ environment: { GITHUB_OUTPUT: '' } });
    writeEarly(runner, outputsOf([offerResult()], false));
    expect(report(runner, [offerResult()], frame)).toBe(true);
    expect(runner.lines.slice(0, 2)).toStrictEqual(['output outcome: canceled', 'output status-code: 202']);
    expect(runner.lines.filter((line) => line.startsWith('output'))).toHaveLength(7);
  });

  it('EN-03 a summary that cannot be written changes nothing', async () => {
    const runner = createFakeRunner({ summaryFault: new Error('EACCES') });
    expect(report(runner, [offerResult()], frame)).toBe(true);
    expect(runner.lines).toStrictEqual(['Operation id is canceled.', 'The job summary could not be written (Error: EACCES).']);
  });

  it.each(['', undefined])('EN-03 no file for the summary (%s)', async (file) => {
    const runner = createFakeRunner(file === undefined ? {} : { environment: { GITHUB_STEP_SUMMARY: file } });
    report(runner, [offerResult()], frame);
    expect(runner.summaries).toHaveLength(file === undefined ? 1 : 0);
  });
});

describe('report of several offers', () => {
  const several = (count: number, outcome: OfferResult['outcome'] = 'refused'): OfferResult[] =>
    Array.from({ length: count }, (_, index) =>
      offerResult({ offerId: `o${index}`, outcome, message: `o${index} runs. Message ${index}.`, next: 'Go.' }),
    );
  const annotationsOf = (lines: readonly string[]): string[] => lines.filter((line) => /^(error|warning):/.test(line));

  it('the roll-up first, then those that need a person, then the others by outcome', async () => {
    const runner = createFakeRunner();
    const results = [
      offerResult({ offerId: 'a', outcome: 'refused', message: 'a runs. No.', next: 'Go.' }),
      offerResult({ offerId: 'b', message: 'b ended. Done.' }),
      offerResult({ offerId: 'c', outcome: 'nothing-to-cancel', message: 'c rests. Nothing.' }),
      offerResult({ offerId: 'd', outcome: 'refused', message: 'd runs. No!', next: 'Stop.' }),
    ];
    const isGreen = report(runner, results, { ...frame, ifNothingToCancel: 'warn' });
    expect({ isGreen, lines: runner.lines, summaries: runner.summaries.length }).toStrictEqual({
      isGreen: false,
      summaries: 1,
      lines: [
        `error: 1 canceled; 2 NOT stopped: a, d; 1 had nothing to cancel. For a: Go. For d: Stop. ${more('refused-version')}`,
        `error: a runs. No. Go. ${more('refused-version')}`,
        `warning: c rests. Nothing. ${more('nothing-running')}`,
        `error: d runs. No! Stop. ${more('refused-version')}`,
        'canceled (1)',
        '  b ended. Done.',
      ],
    });
    expect(runner.outputs).toMatchObject({
      outcome: 'refused',
      message: '1 canceled; 2 NOT stopped: a, d; 1 had nothing to cancel. For a: Go. For d: Stop.',
    });
  });

  it.each([
    { policy: 'error', annotations: ['error: 2 had nothing to cancel.', 'error: o0 runs. Message 0.', 'error: o1 runs. Message 1.'] },
    { policy: 'warn', annotations: ['warning: o0 runs. Message 0.', 'warning: o1 runs. Message 1.'] },
    { policy: 'ignore', annotations: [] },
  ] as const)('two with nothing to cancel, $policy', async ({ policy, annotations }) => {
    const runner = createFakeRunner();
    const isGreen = report(runner, several(2, 'nothing-to-cancel'), { ...frame, ifNothingToCancel: policy });
    expect([isGreen, annotationsOf(runner.lines)]).toStrictEqual([
      policy !== 'error',
      annotations.map((text) => `${text} Go. ${more('nothing-running')}`),
    ]);
  });

  it.each([
    { name: 'all canceled', results: several(3, 'canceled'), isGreen: true, first: '3 canceled. Go.' },
    { name: 'all planned', results: several(2, 'planned'), isGreen: true, first: '2 planned. Go.' },
    { name: 'all accepted', results: several(2, 'accepted'), isGreen: true, first: '2 accepted. Go.' },
    {
      name: 'one red',
      results: [...several(2, 'canceled'), offerResult({ offerId: 'z', outcome: 'failed' })],
      isGreen: false,
      first: `error: 2 canceled; 1 NOT stopped: z. Go. ${more('unreachable')}`,
    },
  ])('$name', async ({ results, isGreen, first }) => {
    const runner = createFakeRunner();
    expect([report(runner, results, frame), runner.lines[0]]).toStrictEqual([isGreen, first]);
  });

  it.each([2, 7, 8, 40, 500])(
    'G8 of %i red ones: with the two warnings on the way ten annotations at most, one error for each offer',
    async (count) => {
      const runner = createFakeRunner();
      report(runner, several(count), frame);
      const shown = annotationsOf(runner.lines);
      expect(shown).toStrictEqual([
        expect.stringMatching(`^error: ${count} NOT stopped: o0, o1`),
        ...Array.from(
          { length: Math.min(count, shown.length - 1) },
          (_, index) => `error: o${index} runs. Message ${index}. Go. ${more('refused-version')}`,
        ),
      ]);
      expect([shown.length > 2, shown.length <= 8]).toStrictEqual([true, true]);
      expect(runner.lines.filter((line) => line.startsWith('  o'))).toHaveLength(count - (shown.length - 1));
    },
  );

  it('EN-02 outputs that cannot be written: said in the first error, and red', async () => {
    const runner = createFakeRunner({ outputFault: new Error('ENOSPC') });
    expect(report(runner, several(2, 'canceled'), frame)).toBe(false);
    expect(annotationsOf(runner.lines)).toStrictEqual([
      `error: 2 canceled. Go. The outputs could not be written (Error: ENOSPC). ${more('canceled')}`,
    ]);
  });

  it('G7 no message commands the runner', async () => {
    const runner = createFakeRunner();
    report(runner, [offerResult({ message: '::error::x', outcome: 'failed' }), offerResult({ message: 'y\n::error::z ##[error]' })], frame);
    expect(runner.lines.filter((line) => /^\s*::|\n|##\[/.test(line.replace(/^error: /, '')))).toStrictEqual([]);
  });

  it('in results every offer is whole, in input order', () => {
    const { results } = outputsOf(several(500), false);
    const read = JSON.parse(results) as { offerId: string }[];
    expect(read.map(({ offerId }) => offerId)).toStrictEqual(several(500).map(({ offerId }) => offerId));
  });

  it('no offer at all is never an error of its own', async () => {
    const runner = createFakeRunner();
    expect([report(runner, [], frame), runner.lines, runner.summaries]).toStrictEqual([true, [], ['']]);
  });
});

describe('reportRefusal', () => {
  const facts =
    'No cancel was sent. The offer can still go live. Correct the inputs. Then run the step again. You can also use Cancel publish in Partner Center (before publisher sign-off).';

  it('one annotation lists every problem, and the outputs are set', async () => {
    const runner = createFakeRunner();
    reportRefusal(runner, { api, problems: ['a: is empty', 'b: is wrong'], isSandbox: false });
    expect(runner.lines).toStrictEqual([`error: The inputs were refused. ${facts} ${more('invalid-input')}\n- a: is empty\n- b: is wrong`]);
    expect(runner.outputs).toMatchObject({
      outcome: 'invalid-input',
      message: `The inputs were refused: a: is empty; b: is wrong. ${facts}`,
      results: '[]',
    });
    expect(runner.summaries).toStrictEqual([
      '## ❌ **Nothing was canceled**: the inputs were refused\n\nNothing was sent. Correct the inputs:\n\n- a: is empty\n- b: is wrong\n\n[More about this](docs/troubleshooting.md#invalid-input)\n',
    ]);
  });

  it('in the sandbox annotation, output and summary say so first', async () => {
    const runner = createFakeRunner();
    reportRefusal(runner, { api, problems: ['a: is empty'], isSandbox: true });
    expect([runner.lines[0], runner.outputs['message'], runner.summaries[0]]).toStrictEqual([
      `error: Sandbox: The inputs were refused. ${facts} ${more('invalid-input')}\n- a: is empty`,
      `Sandbox: The inputs were refused: a: is empty. ${facts}`,
      '## ❌ Sandbox: **Nothing was canceled**: the inputs were refused\n\nNothing was sent. Correct the inputs:\n\n- a: is empty\n\n[More about this](docs/troubleshooting.md#invalid-input)\n',
    ]);
  });

  it('BD-17 a problem that holds a command is a harmless line of the annotation', async () => {
    const runner = createFakeRunner();
    reportRefusal(runner, { api, problems: ['::error::x', 'b: "##[add-mask]c\r\n::error::d"'], isSandbox: false });
    expect(runner.lines).toStrictEqual([
      `error: The inputs were refused. ${facts} ${more('invalid-input')}\n- ::error::x\n- b: "# #[add-mask]c ::error::d"`,
    ]);
  });

  it('EN-14 a long message is cut before the three facts', async () => {
    const runner = createFakeRunner();
    reportRefusal(runner, { api, problems: ['x'.repeat(2000)], isSandbox: true });
    const { message = '' } = runner.outputs;
    expect(message.replace(/x{2,}/, 'x')).toBe(`Sandbox: The inputs were refused: x… ${facts}`);
    expect([message.length > 990, message.length <= 1000]).toStrictEqual([true, true]);
  });

  it('outputs that cannot be written are named in the same annotation', async () => {
    const runner = createFakeRunner({ outputFault: new Error('EROFS') });
    reportRefusal(runner, { api, problems: ['a: is empty'], isSandbox: false });
    expect(runner.lines).toHaveLength(1);
    expect(runner.lines[0]).toMatch(/The outputs could not be written \(Error: EROFS\)\.$/);
  });
});
