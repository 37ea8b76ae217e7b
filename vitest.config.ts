import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/count-reporter.js';

/** These run the built program, look into its package or show its pages in a browser. All others run the sources. */
const program = ['test/program/**/*.test.ts', 'test/browser/*.test.ts'];

const cores = availableParallelism();

/**
 * The workers keep every core busy, so threads beside them cost time: V8's compiler optimizes functions that soon run no more,
 * and its parallel collector copies what dies young in a larger nursery. With these flags tests take a seventh less time.
 */
const execArgv = ['--single-threaded-gc', '--max-semi-space-size=64'];
// Later versions of Node know it by other names.
if (process.version.startsWith('v20.')) execArgv.push('--interrupt-budget=500000');

const shared = {
  execArgv,
  setupFiles: ['test/seed-properties.ts'],
  testTimeout: 180_000,
  // To load the sources anew for each file takes a fifth of the time. What a file changes for others, it puts back.
  isolate: false,
};

export default defineConfig({
  test: {
    globalSetup: ['test/own-folder.ts'],
    // Compiled sources are kept by their content: a scenario alone takes two seconds instead of five.
    experimental: { fsModuleCache: true },
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
      {
        test: {
          ...shared,
          name: 'program',
          include: program,
          globalSetup: ['test/build-once.ts'],
          // They wait for processes most of the time.
          maxWorkers: 2 * cores,
        },
      },
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: program,
          maxWorkers: cores,
          // Projects with other numbers of workers must run one after the other.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
