// Builds the program once before the tests, so that those that run it as a process run what is in `src`.
import { execFileSync } from 'node:child_process';
import process from 'node:process';

export function setup(): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
}
