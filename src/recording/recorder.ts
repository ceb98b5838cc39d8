import type { Exchange } from '../http/reply.ts';
import type { Request } from '../http/transport.ts';
import type { Plan } from '../inputs/plan.ts';
import type { ApiName } from '../marketplace/api.ts';
import { portalRecording } from '../marketplace/portal/recording.ts';
import { ingestionRecording } from '../marketplace/productIngestion/recording.ts';
import type { ApiRecording } from '../marketplace/recording.ts';
import { submissionRecording } from '../marketplace/submission/recording.ts';
import type { OfferResult } from '../outcome/result.ts';
import { guidForm } from '../text/spelling.ts';
import { version } from '../version.ts';
import { createBoundedList } from './bounded.ts';
import { type Span, showExchange } from './exchange.ts';
import type { RecordedSettings } from './form.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts';

/** Collects what a step and its services say to each other, as far as it can be shared. */
export interface Recorder {
  note(request: Request, result: Exchange, span: Span): void;
  /** The text of the file. Without results the step was ended before they were known. */
  file(results: readonly OfferResult[]): string;
}

/** For the exchanges; with the head and the offers the file stays below 1 MiB. */
const mostCharacters = 768 * 1024;

const recordings: Readonly<Record<ApiName, ApiRecording>> = {
  'cloud-partner-portal': portalRecording,
  submission: submissionRecording,
  'product-ingestion': ingestionRecording,
};

/** Entry of the bundle dist/recording/. */
export function createRecorder(plan: Plan, startWallMs: number): Recorder {
  const { api, baseUrl, publisherId, offerIds } = plan;
  const facts = recordings[api.name];
  const pseudonyms = createPseudonyms();
  const nameOf = (offerId: string): string => {
    const kind = !api.needsPublisher && guidForm.test(offerId) ? 'product' : 'offer';
    return String(pseudonyms.of(kind, offerId));
  };
  const publisher = publisherId === '' ? {} : { publisher: pseudonyms.of('publisher', publisherId) };
  const offers = offerIds.map(nameOf);
  const settings = settingsOf(plan, facts, pseudonyms);
  const exchanges = createBoundedList(mostCharacters);
  return {
    note: (request, result, span) => {
      const shown = showExchange(request, result, span, facts, { pseudonyms, startWallMs, baseUrl });
      exchanges.add(JSON.stringify(shown), shown.intent === 'cancel');
    },
    file: (results) => {
      const ends = new Map(results.map(({ offerId, outcome, cause }) => [nameOf(offerId), { outcome, cause }]));
      const submissions = pseudonyms.submissions();
      const head = {
        version: 1,
        action: version,
        api: api.name,
        settings,
        ...publisher,
        offers: offers.map((offer) => ({ offer, ...ends.get(offer) })),
        ...(submissions.length > 0 ? { submissions } : {}),
      };
      const { first, leftOut, last } = exchanges.parts();
      const lines = [...first, ...(leftOut > 0 ? [JSON.stringify({ leftOut })] : []), ...last];
      return written(head, lines);
    },
  };
}

function settingsOf(plan: Plan, { guardKind }: ApiRecording, pseudonyms: Pseudonyms): RecordedSettings {
  const { apiVersion, signIn, wait, isDryRun, ifNothingToCancel, timeoutMs, pollIntervalMs, emails, ifMatch } = plan;
  const { operationId, operationProduct } = plan;
  return {
    sandbox: plan.isSandbox,
    apiVersion,
    signIn: signIn.method,
    wait,
    dryRun: isDryRun,
    ifNothingToCancel,
    timeoutMinutes: timeoutMs / 60_000,
    pollIntervalSeconds: pollIntervalMs / 1000,
    emails: emails.length > 0,
    ifMatch: ifMatch !== '',
    ...(operationId === '' ? {} : { guard: String(pseudonyms.of(guardKind, operationId)) }),
    ...(operationProduct === '' ? {} : { guardProduct: String(pseudonyms.of('product', operationProduct)) }),
  };
}

/** JSON with one line for each member of the head, and one for each exchange. */
function written(head: Readonly<Record<string, unknown>>, exchanges: readonly string[]): string {
  const members = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return ['{', ...members, '  "exchanges": [', exchanges.map((one) => `    ${one}`).join(',\n'), '  ]', '}', ''].join('\n');
}
