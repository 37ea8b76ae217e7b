// Builds the program once before the tests of the project `program`, so that they run what is in `src`. Other tests
// have no `binary`, and so can't run by mistake what was built long ago.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';

export function setup(project: TestProject): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
  project.provide('binary', resolve('dist/main.js'));
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the built program. */
    readonly binary: string;
  }
}
