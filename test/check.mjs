// Types, lint, format and all tests, at the same time. Prints what each says when it is done, fails if any fails, and
// ends with the line that counts the tests.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** Runs a script of the package; resolves with whether it went well and with all that it printed. */
function run(name, { args = [], onOutput = () => undefined } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const take = (text) => {
      output += text;
      onOutput(text);
    };
    const child = spawn('npm', ['run', '--silent', name, '--', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => take(`${error.message}\n`));
    child.on('close', (status) => resolve({ isOk: status === 0, output }));
  });
}

/** Forwards whole lines as they come, but always one line late, so that the last can be printed after all others. */
function holdLastLine() {
  let held = '';
  return {
    take: (text) => {
      held += text;
      const end = held.trimEnd().lastIndexOf('\n') + 1;
      process.stdout.write(held.slice(0, end));
      held = held.slice(end);
    },
    flush: () => process.stdout.write(held),
  };
}

async function report(name) {
  const began = performance.now();
  const { isOk, output } = await run(name);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(`${output}${name}: ${isOk ? 'passed' : 'FAILED'} in ${seconds} s\n`);
  return isOk;
}

async function reportInTurn(names) {
  const failed = [];
  for (const name of names) {
    if (!(await report(name))) failed.push(name);
  }
  return failed;
}

const lines = holdLastLine();
const [tests, failed] = await Promise.all([
  run('test', { args: ['--coverage'], onOutput: lines.take }),
  reportInTurn(['lint', 'types', 'format']),
]);
if (failed.length > 0) process.stdout.write(`FAILED: ${failed.join(', ')}\n`);
lines.flush();
process.exitCode = tests.isOk && failed.length === 0 ? 0 : 1;
