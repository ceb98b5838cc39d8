/** The operations of the tests, as the service writes them. */
export const fence = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
export const other = 'aaaaaaaa-2185-49fe-80d2-c4ddf77bb2e8';
export const link = '408a4835-0000-1000-0000-000000000000';

export const LIST = 'GET submissions/';
export const STATUS = 'GET status';
export const CANCEL = 'POST cancel';
export const PAGE = `GET operations/${fence}`;
export const LINK = `GET operations/${link}`;

export const linkPath = `/api/publishers/contoso/offers/contoso-vm/operations/${link}?api-version=2017-10-31`;

export interface EntryFields {
  readonly id?: string;
  readonly changedTime?: string;
  readonly submissionType?: string;
  readonly slot?: string;
}

/** One entry of the list; by default the fenced operation, changed ten minutes before the tests' wall clock begins. */
export function entry(submissionState: unknown, fields: EntryFields = {}): Record<string, unknown> {
  return { id: fence, submissionState, changedTime: '2026-01-31T11:50:00.1234567Z', submissionType: 'publish', slot: 'staging', ...fields };
}

export function page(status: unknown, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { status, cancellationRequestState: 'canCancel', messages: [], steps: [], ...fields };
}
