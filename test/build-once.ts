// Builds the program once before the tests, so that those that run it as a process run what is in `src`.
import { execFileSync } from 'node:child_process';

export function setup(): void {
  for (const project of ['tsconfig.build.json', 'src/page']) {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' });
  }
}
