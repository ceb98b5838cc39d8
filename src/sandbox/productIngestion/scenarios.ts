import type { IngestionScenario } from './scenario.ts';
import { jobId } from './wire.ts';

const api = 'product-ingestion';
const inputs = { 'operation-id': jobId };
const atOnce = { as: 'cancelled', afterMs: 0 } as const;

function completed(target: 'preview' | 'live', as: 'succeeded' | 'failed', outcome: string, description: string): IngestionScenario {
  return {
    api,
    inputs,
    description: `the cancel is refused with 400: ${description}`,
    outcome,
    target,
    cancel: 400,
    end: { as, afterMs: 0 },
  };
}

export const ingestionScenarios = {
  'job-canceled': {
    api,
    inputs,
    description: 'the job is canceled at once, and its submission is gone',
    outcome: 'canceled',
    target: 'preview',
    cancel: 200,
    end: atOnce,
  },
  'job-slow': {
    api,
    inputs,
    description: 'the job runs for four seconds more; the step looks at a job once a minute',
    outcome: 'canceled',
    target: 'preview',
    cancel: 200,
    end: { as: 'cancelled', afterMs: 4_000 },
    resourceUri: 'short',
  },
  'job-accepted': {
    api,
    inputs,
    description: '202 without a body; the job is canceled at once, and its submission fails four seconds later',
    outcome: 'canceled',
    target: 'live',
    cancel: 202,
    end: atOnce,
    submissionRunsOnMs: 4_000,
    isListedAfterwards: true,
    resourceUri: 'absolute',
  },
  'job-id-spelling': {
    api,
    inputs,
    description: 'the job is canceled at once, and spells its id jobID',
    outcome: 'canceled',
    target: 'preview',
    cancel: 200,
    end: atOnce,
    idKey: 'jobID',
  },
  'job-already-completed': completed('preview', 'succeeded', 'too-late', 'the preview is ready'),
  'job-already-live': completed('live', 'succeeded', 'too-late', 'the offer is live'),
  'job-already-failed': completed('preview', 'failed', 'nothing-to-cancel', 'the job has failed'),
  'job-still-publishing': {
    api,
    inputs: { ...inputs, 'timeout-minutes': '1' },
    description: 'the job is canceled, and its submission runs on; the step gives up after a minute',
    outcome: 'unknown',
    target: 'preview',
    cancel: 200,
    end: atOnce,
    submissionRunsOnMs: Number.POSITIVE_INFINITY,
  },
  'job-of-the-draft': {
    api,
    inputs,
    description: 'the job changes the draft only; the step looks for a submission for half a minute',
    outcome: 'mismatch',
    target: 'draft',
    cancel: 200,
    end: atOnce,
  },
  'job-of-another-offer': {
    api,
    inputs,
    description: 'the job names another product, while the offer is being published too',
    outcome: 'mismatch',
    target: 'preview',
    cancel: 200,
    end: atOnce,
    submissionRunsOnMs: Number.POSITIVE_INFINITY,
    resourceUri: 'of another product',
  },
} as const satisfies Record<string, IngestionScenario>;
