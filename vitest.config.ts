import { defineConfig } from 'vitest/config';
import { FaultIds } from './__tests__/support/faultIds.ts';

/** Tests that run dist/ in child processes. */
const bundle = ['__tests__/transcript.test.ts', '__tests__/bundle/*.test.ts', '__tests__/e2e-faults/!(oracle).test.ts'];
const testTimeout = 60_000;
const setupFiles = ['__tests__/support/setUp.ts'];
/** V8 loses the counts of a function whose code it flushes from memory. The coverage would then sometimes be too low. */
const execArgv = ['--no-flush-bytecode'];

export default defineConfig({
  test: {
    reporters: ['default', ...(process.env['GITHUB_ACTIONS'] ? ['github-actions'] : []), new FaultIds()],
    globalSetup: ['__tests__/support/node24.ts'],
    projects: [
      {
        test: { name: 'source', include: ['__tests__/**/*.test.ts'], exclude: bundle, setupFiles, testTimeout, execArgv },
      },
      {
        test: { name: 'bundle', include: bundle, setupFiles, maxConcurrency: 4, testTimeout },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/index.ts', 'src/sandbox/**'],
      reporter: ['text'],
      thresholds: { 100: true },
    },
  },
});
