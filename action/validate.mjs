// Validates the configuration and shows each mistake at its line. Needs no credentials, no token and no network.
import process from 'node:process';
import { runKindeSync, toConfigOptions } from './kinde-sync.mjs';
import { maskAddresses } from './mask-addresses.mjs';
import { withoutCommands } from './runner.mjs';

/** Returns kinde-sync's status, which is a failure unless it is 0. */
export async function validate(inputs) {
  const args = ['validate', '--format', 'github', ...toConfigOptions(inputs)];
  const isMasked = inputs.maskEmails;
  const { status, stdout } = await withoutCommands(() =>
    runKindeSync(inputs, args, { isTrusted: false, isMasked }),
  );
  showAnnotations(isMasked ? maskMessages(stdout) : stdout);
  return { status, isFailure: status !== 0 };
}

/** Shows the annotations of a text; other workflow commands in it are dropped. */
export function showAnnotations(text) {
  const annotations = text.split('\n').filter((line) => /^::(error|warning|notice) /.test(line));
  for (const line of annotations) process.stdout.write(`${line}\n`);
}

/** The properties of an annotation name its file, which GitHub has to find. */
function maskMessages(text) {
  return text.replace(
    /^(::\w+ .*?::)(.*)$/gm,
    (_, properties, message) => properties + maskAddresses(message),
  );
}
