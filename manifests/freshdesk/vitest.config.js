import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.js'],
    coverage: {
      provider: 'v8',
      reportsDirectory: 'coverage/unit',
      reporter: ['json', 'text'],
      include: ['server/**/*.js', 'config/assets/**/*.js'],
      thresholds: { statements: 80, branches: 80, functions: 80, lines: 80 },
    },
  },
});
