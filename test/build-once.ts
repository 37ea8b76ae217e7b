// Builds the program once before the tests, so that those that run it as a process run what is in `src`.
import { execFileSync } from 'node:child_process';

export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
