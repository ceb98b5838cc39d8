import { it } from 'vitest';
import type { Fault, Plot } from './faultServer.ts';
import { type Expected, expectRow, type Fire, fire } from './fire.ts';

/** A step of the bundle against a wire that misbehaves. What the plot does not name is answered honestly. */
export interface Row extends Fire, Expected {
  readonly name: string;
}

export function play(rows: readonly Row[]): void {
  it.for(rows)('$name', async (row, { expect }) => expectRow(expect, await fire(row), row));
}

export const done = { outcome: 'canceled', says: 'is canceled' } as const;

export function everything(fault: Fault): Plot {
  return { list: fault, cancel: fault, page: fault, link: fault, status: fault };
}
