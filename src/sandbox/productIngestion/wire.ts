import { numbers } from '../products.ts';
import { json, type WireReply } from '../wire.ts';
import type { IngestionScenario } from './scenario.ts';

export const root = '/rp/product-ingestion';
export const jobId = 'b7f6e1c2-4d3a-4f0b-9c58-2a1e0d9f7c36';
const anotherProduct = '9d4c2b1a-3f5e-4a6b-8c7d-0e1f2a3b4c5d';
const schemas = 'https://schema.mp.microsoft.com/schema';

export type Result = 'pending' | 'succeeded' | 'failed' | 'cancelled';

export function refusal(status: number, code: string, message: string): WireReply {
  return json(status, JSON.stringify({ error: { code, message, details: [] } }));
}

export function time(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '4321Z');
}

export function product(id: string, externalId: string): object {
  return {
    $schema: `${schemas}/product/2022-03-01-preview3`,
    id: `product/${id}`,
    identity: { externalId },
    type: 'azureVirtualMachine',
    alias: externalId,
  };
}

/** A job, and the times of its start and of its end, which is in the year 1 until it has ended. */
export function job(
  { idKey = 'jobId', resourceUri }: IngestionScenario,
  productId: string,
  result: Result,
  [start, end]: readonly number[],
): object {
  const uris = {
    short: `product/${productId}`,
    absolute: `https://graph.microsoft.com${root}/product/${productId}`,
    'of another product': `product/${anotherProduct}`,
  };
  const error = { code: 'conflict', message: 'The offer did not pass its validation.', details: [] };
  return {
    $schema: `${schemas}/configure-status/2022-03-01-preview2`,
    [idKey]: jobId,
    jobStatus: result === 'pending' ? 'running' : 'completed',
    jobResult: result,
    jobStart: time(start ?? 0),
    jobEnd: result === 'pending' ? '0001-01-01T00:00:00' : time(end ?? 0),
    ...(resourceUri ? { resourceUri: uris[resourceUri] } : {}),
    errors: result === 'failed' ? [error] : [],
  };
}

/** A submission of the product. */
export function submission(productId: string, number: string, targetType: string, more: object = {}): object {
  return {
    $schema: `${schemas}/submission/2022-03-01-preview2`,
    id: `submission/${productId}/${number}`,
    product: `product/${productId}`,
    target: { targetType },
    ...more,
  };
}

/** What every product has: its draft, which says nothing of a status, and what is live. */
export function standing(productId: string): readonly object[] {
  const done = { lifecycleState: 'generallyAvailable', status: 'completed', result: 'succeeded', created: '2026-01-25T07:13:06.4408032Z' };
  return [submission(productId, '0', 'draft'), submission(productId, numbers.live, 'live', done)];
}

export function detail(resource: object): object {
  return { $schema: `${schemas}/configure-detail/2022-03-01-preview2`, resources: [resource] };
}
