/**
 * Preloaded (`node --import`) into the child process that runs the bundle: its time runs ten times faster and its chance is always the longest pause, so that a
 * transcript of minutes takes seconds and reads the same every time. The bundle itself is the one that ships.
 */
const rate = 10;
const realNow = process.hrtime.bigint;
const start = realNow();
const realSetTimeout = globalThis.setTimeout;

process.hrtime.bigint = () => start + (realNow() - start) * BigInt(rate);
Math.random = () => 1 - Number.EPSILON;
globalThis.setTimeout = Object.assign((callback: () => void, ms = 0) => realSetTimeout(callback, ms / rate), realSetTimeout);

export {};
