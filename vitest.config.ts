import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/count-reporter.js';

/** These run the built program, look into its package or show its pages in a browser. All others run the sources. */
const program = ['test/program/**/*.test.ts', 'test/browser/*.test.ts'];

const shared = {
  setupFiles: ['test/seed-properties.ts'],
  testTimeout: 180_000,
  // To load the sources anew for each file takes a fifth of the time. What a file changes for others, it puts back.
  isolate: false,
};

export default defineConfig({
  test: {
    globalSetup: ['test/own-folder.ts'],
    maxWorkers: '100%',
    reporters: ['default', new CountReporter()],
    coverage: {
      provider: 'v8',
      include: ['src/{validate,diff,plan,render,model,kinds}/**'],
      exclude: ['src/model/written-config.ts'],
      reporter: ['text-summary', 'json'],
      // Branches of the pure middle, in percent, as far as tests have come. These numbers only rise.
      thresholds: {
        'src/diff/**': { branches: 91 },
        'src/kinds/**': { branches: 90 },
        'src/model/**': { branches: 94 },
        'src/plan/**': { branches: 89 },
        'src/render/**': { branches: 88 },
        'src/validate/**': { branches: 93 },
      },
    },
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/**/*.test.ts'], exclude: program } },
      { test: { ...shared, name: 'program', include: program, globalSetup: ['test/build-once.ts'] } },
    ],
  },
});
