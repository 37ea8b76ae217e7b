// Ends a test run with one plain line that scripts can read: how many tests passed and failed.
import type { Reporter, TestModule } from 'vitest/node';

export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const countState = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    // A file that could not be loaded has no tests to count, and is a failure all the same.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = countState('skipped');
    const line = `${countState('passed')} passed, ${countState('failed') + broken} failed`;
    process.on('exit', () => process.stdout.write(`${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`));
  }
}
