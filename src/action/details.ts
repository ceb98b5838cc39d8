import { counted, duration, markdown } from '../text.ts';
import type { Event, Verdict } from '../verdict.ts';
import { timeline } from './timeline.ts';

/** A cell with nothing to tell. */
export const nothing = '–';

const mostEvents = 60;

/** When the operation began, as far as the service tells. */
export function startOf({ story: { progress } }: Verdict): string {
  const began = progress?.began;
  if (!began || !(Math.abs(began.atMs) <= latestDateMs)) return nothing;
  const time = new Date(began.atMs).toISOString().replace('T', ' ').slice(0, 16);
  return `${began.isExact ? '' : 'by '}${time} UTC`;
}

const latestDateMs = 8.64e15;

/** What became of the operation, and after how much of the step's time that was known. */
export function endOf({ story: { progress, tookMs } }: Verdict): string {
  if (!progress) return nothing;
  return progress.isRunning ? `not seen to end: ${progress.text}` : `${progress.text}, seen after ${duration(tookMs)}`;
}

/** Everything about one offer: the facts, its publishing steps, the timeline, and what happened when, as lines of Markdown that take up at most `room` bytes. */
export function details(verdict: Verdict, room: number, isDrawn: boolean): readonly string[] {
  const { outcome, story } = verdict;
  const head = [...facts(verdict), '', ...steps(verdict), ...(isDrawn ? timeline(story, outcome) : [])];
  return [...head, ...events(story.events, room - bytesOf(head))];
}

/** The bytes of some lines with their line ends. */
export function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

/** As many of some lines as there is room for. */
export function fitting(lines: readonly string[], room: number): readonly string[] {
  let rest = room;
  const end = lines.findIndex((line) => {
    rest -= bytesOf([line]);
    return rest < 0;
  });
  return end < 0 ? lines : lines.slice(0, end);
}

function facts(verdict: Verdict): readonly string[] {
  const rows = [
    ['Started', startOf(verdict)],
    ['How it ended', endOf(verdict)],
    ['Cancel', replyTo(verdict)],
    ['Request id', verdict.requestId ?? nothing],
  ] as const;
  return [
    `| Operation | ${markdown(verdict.operationId ?? nothing)} |`,
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${markdown(value)} |`),
  ];
}

function replyTo({ sent, statusCode }: Verdict): string {
  if (sent === 'no') return 'none sent';
  return statusCode === null ? 'sent, no reply' : `HTTP ${statusCode}`;
}

function steps({ story: { progress } }: Verdict): readonly string[] {
  if (!progress || progress.steps.length === 0) return [];
  const rows = progress.steps.map(({ name, id, status, progress: percent }) =>
    [markdown(name || id || nothing), markdown(status || nothing), percent === undefined ? nothing : `${percent} %`].join(' | '),
  );
  return ['| Publishing step | State | Progress |', '| --- | --- | ---: |', ...rows.map((row) => `| ${row} |`), ''];
}

/** Of a long wait the first and the last events, as many as there is room for. */
function events(all: readonly Event[], room: number): readonly string[] {
  const told = all.filter(({ kind }) => kind !== 'debug' && kind !== 'heartbeat');
  if (told.length === 0) return [];
  const half = mostEvents / 2;
  const shown = [...told.slice(0, half), ...told.slice(Math.max(half, told.length - half))];
  const left = told.length - shown.length;
  const rows = shown.map(({ atMs, text }) => `| ${duration(atMs)} | ${markdown(text)} |`);
  if (left > 0) rows.splice(half, 0, `| … | ${counted(left, 'more event')} in the log |`);
  const head = ['| Time | What happened |', '| ---: | --- |'];
  return [...head, ...fitting(rows, room - bytesOf(head))];
}
