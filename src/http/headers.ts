/** Where a reply may carry its correlation id, the best one first. */
export const requestIdHeaders = ['x-ms-correlation-request-id', 'x-ms-request-id', 'request-id', 'x-azure-ref'] as const;
