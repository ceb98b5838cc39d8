import { defineConfig } from 'vitest/config';

/** The tests that see a planted fault: those that import src. The bundle in dist/ has no faults planted. */
export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    exclude: ['__tests__/transcript.test.ts', '__tests__/{bundle,repo,documents,sandbox}/**', '__tests__/e2e-faults/!(oracle).test.ts'],
    setupFiles: ['__tests__/support/setUp.ts'],
    testTimeout: 60_000,
  },
});
