// Validates the configuration and shows each mistake at its line. Needs no credentials, no token and no network.
import process from 'node:process';
import { runKindeSync, toConfigOptions, toMaskOption } from './kinde-sync.mjs';
import { withoutCommands } from './runner.mjs';

/** Returns kinde-sync's status, which is a failure unless it is 0. */
export async function validate(inputs) {
  const args = ['validate', '--format', 'github', ...toConfigOptions(inputs), ...toMaskOption(inputs)];
  const { status, stdout } = await withoutCommands(() => runKindeSync(inputs, args, { isTrusted: false }));
  showAnnotations(stdout);
  return { status, isFailure: status !== 0 };
}

/** Shows the annotations of a text; other workflow commands in it are dropped. */
export function showAnnotations(text) {
  const annotations = text.split('\n').filter((line) => /^::(error|warning|notice) /.test(line));
  for (const line of annotations) process.stdout.write(`${line}\n`);
}
