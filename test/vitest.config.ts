import { defineConfig } from 'vitest/config';

/** One runner for every test; a browser or a child process gets the long limit it needs, nothing sleeps. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/recorded-slack.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
