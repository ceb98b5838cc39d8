import { type Event, type OfferResult, offerTitle } from '../outcome/result.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { duration, pluralize } from '../text/format.ts';

/** An empty cell. */
export const nothing = '–';

const mostEvents = 60;

/** When the operation began, if the service says so. */
export function startOf({ history: { progress } }: OfferResult): string {
  const began = progress?.began;
  if (!began || !(Math.abs(began.atMs) <= latestDateMs)) return nothing;
  const time = new Date(began.atMs).toISOString().replace('T', ' ').slice(0, 16);
  return `${began.isExact ? '' : 'by '}${time} UTC`;
}

const latestDateMs = 8.64e15;

/** What became of the operation, and after how much of the step's time that was known. */
export function endOf({ history: { progress, tookMs } }: OfferResult): string {
  if (!progress) return nothing;
  return progress.isRunning ? `not seen to end: ${progress.text}` : `${progress.text}, seen after ${duration(tookMs)}`;
}

/** Everything about one offer as lines of Markdown of at most `room` bytes: facts, publishing steps, events. */
export function details(result: OfferResult, room: number): readonly string[] {
  const head = [...facts(result), '', ...steps(result)];
  return [...head, ...events(result.history.events, room - bytesOf(head))];
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

function facts(result: OfferResult): readonly string[] {
  const rows = [
    ['Offer', offerTitle(result)],
    ['Started', startOf(result)],
    ['How it ended', endOf(result)],
    ['Cancel', replyTo(result)],
    ['Request id', result.requestId ?? nothing],
  ] as const;
  return [
    `| Operation | ${escapeMarkdown(result.operationId ?? nothing)} |`,
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${escapeMarkdown(value)} |`),
  ];
}

function replyTo({ sent, statusCode }: OfferResult): string {
  if (sent === 'no') return 'none sent';
  return statusCode === null ? 'sent, no reply' : `HTTP ${statusCode}`;
}

function steps({ history: { progress } }: OfferResult): readonly string[] {
  if (!progress || progress.steps.length === 0) return [];
  const rows = progress.steps.map(({ name, id, status, progress: percent }) =>
    [escapeMarkdown(name || id || nothing), escapeMarkdown(status || nothing), percent === undefined ? nothing : `${percent} %`].join(
      ' | ',
    ),
  );
  return ['| Publishing step | State | Progress |', '| --- | --- | ---: |', ...rows.map((row) => `| ${row} |`), ''];
}

/** The first and the last events, when there are many. */
function events(all: readonly Event[], room: number): readonly string[] {
  if (all.length === 0) return [];
  const half = mostEvents / 2;
  const shown = [...all.slice(0, half), ...all.slice(Math.max(half, all.length - half))];
  const left = all.length - shown.length;
  const rows = shown.map(({ atMs, text }) => `| ${duration(atMs)} | ${escapeMarkdown(text)} |`);
  if (left > 0) rows.splice(half, 0, `| … | ${pluralize(left, 'more event')} in the log |`);
  const head = ['| Time | What happened |', '| ---: | --- |'];
  return [...head, ...fitting(rows, room - bytesOf(head))];
}
