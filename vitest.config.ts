import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/count-reporter.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/own-folder.ts', 'test/build-once.ts'],
    setupFiles: ['test/seed-properties.ts'],
    testTimeout: 180_000,
    // To load the sources anew for each file takes a fifth of the time. What a file changes for others, it puts back.
    isolate: false,
    maxWorkers: '100%',
    reporters: ['default', new CountReporter()],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/model/written-config.ts'] },
  },
});
