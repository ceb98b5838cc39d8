import { jobId } from '../../src/sandbox/productIngestion/wire.ts';
import { numbers, productOf } from '../../src/sandbox/products.ts';

/** The product that the two newer APIs know the offer as, its submissions and its job, as the sandbox has them. */
export const product = productOf('contoso-vm');
export const otherProduct = '9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d';
export const { running, newer, preview, live, failed } = numbers;
export const job = jobId;

/** The requests of the submission API, by their short names. */
export const LOOKUP = 'GET products';
export const SUBMISSIONS = 'GET submissions';
export const SUBMISSION = `GET submissions/${running}`;
export const DELETE = `DELETE submissions/${running}`;

/** The requests of the Product Ingestion API. */
export const PRODUCT = 'GET product';
export const JOB = `GET configure/${job}/status`;
export const RESOURCES = `GET configure/${job}`;
export const PUBLISHED = `GET submission/${product}`;
export const CANCEL_JOB = `POST configure/${job}/cancel`;

/** A submission as the submission API shows it. */
export function shown(id: string, state: unknown = 'InProgress', substate: unknown = 'Submitted', more: object = {}): object {
  return { resourceType: 'Submission', id, state, substate, ...more };
}

export const older = [shown(live, 'Published', 'InStore'), shown(failed, 'InProgress', 'Failed')] as const;

/** A job as the Product Ingestion API shows it. */
export function jobPage(jobStatus: unknown, jobResult: unknown = 'pending', more: object = {}): object {
  return { jobId: job, jobStatus, jobResult, errors: [], ...more };
}

/** A submission as the Product Ingestion API shows it. */
export function publishOf(number: string, status: unknown = 'running', result: unknown = 'pending', targetType = 'preview'): object {
  return { id: `submission/${product}/${number}`, target: { targetType }, status, result };
}
