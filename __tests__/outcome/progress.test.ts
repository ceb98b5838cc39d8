import { describe, expect, it } from 'vitest';
import { toOperation } from '../../src/marketplace/portal/objects.ts';
import { progressAfter } from '../../src/outcome/progress.ts';

const listed = toOperation({ id: 'a', submissionState: 'running', changedTime: '2026-11-22T10:00:00Z' });
const step = { id: 'displaycertify', stepName: 'Certification', status: 'inProgress', progressPercentage: 40 };
const page = toOperation({ status: 'running', steps: [step] });
const ended = toOperation({ status: 'canceled', changedTime: '2026-11-22T10:05:00Z' });

describe('what is known of an operation, look by look', () => {
  it('the list tells when it had changed: it began by then', () => {
    expect(progressAfter(undefined, listed, 'running')).toStrictEqual({
      began: { atMs: Date.UTC(2026, 10, 22, 10), isExact: false },
      isRunning: true,
      text: 'running',
      steps: [],
    });
  });

  it('a time of creation is exact', () => {
    const created = toOperation({ status: 'running', createdDateTime: '2026-11-22T09:00:00Z', changedTime: '2026-11-22T10:00:00Z' });
    expect(progressAfter(undefined, created, 'running').began).toStrictEqual({ atMs: Date.UTC(2026, 10, 22, 9), isExact: true });
  });

  it('F53 one that is to make the offer live is past sign-off, and stays so', () => {
    const goLive = progressAfter(undefined, toOperation({ status: 'running', slot: 'production' }), 'running');
    expect([goLive, progressAfter(goLive, page, 'running')].map(({ isPastSignOff }) => isPastSignOff)).toStrictEqual([true, true]);
    expect(progressAfter(undefined, toOperation({ status: 'running', slot: 'staging' }), 'running').isPastSignOff).toBeUndefined();
  });

  it('nothing is known: nothing is made up', () => {
    expect(progressAfter(undefined, page, 'running, Certification 40 %')).toStrictEqual({
      isRunning: true,
      text: 'running, Certification 40 %',
      steps: [{ id: 'displaycertify', name: 'Certification', status: 'inProgress', progress: 40 }],
    });
  });

  it('the beginning stays, the state is the last one, and so are the steps that any look showed', () => {
    const seen = progressAfter(
      progressAfter(progressAfter(undefined, listed, 'running'), page, 'running, Certification 40 %'),
      ended,
      'canceled',
    );
    expect(seen).toStrictEqual({
      began: { atMs: Date.UTC(2026, 10, 22, 10), isExact: false },
      isRunning: false,
      text: 'canceled',
      steps: [{ id: 'displaycertify', name: 'Certification', status: 'inProgress', progress: 40 }],
    });
  });
});
