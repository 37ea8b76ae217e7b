// Validates the configuration and shows each mistake at its line. Needs no credentials, no token and no network.
import { posix, sep } from 'node:path';
import process from 'node:process';
import { runKindeSync, toConfigOptions } from './kinde-sync.mjs';
import { withoutCommands } from './runner.mjs';

const annotation = /^::(error|warning|notice) /;

/** Returns kinde-sync's status, which is a failure unless it is 0. */
export async function validate(inputs) {
  const { status, stdout, stderr } = await runKindeSync(
    inputs,
    ['validate', '--format', 'github', ...toConfigOptions(inputs)],
    { isTrusted: false, isQuiet: true },
  );
  const lines = `${stdout}${stderr}`.split('\n');
  await withoutCommands(() =>
    process.stdout.write(lines.filter((line) => !annotation.test(line)).join('\n')),
  );
  for (const line of lines.filter((one) => annotation.test(one)))
    process.stdout.write(`${placeInRepository(line, inputs)}\n`);
  return { status, isFailure: status !== 0 };
}

// GitHub takes paths from the repository's root, kinde-sync gives them from the folder in which it runs.
function placeInRepository(line, { folderInRepository }) {
  const folder = folderInRepository.split(sep).join('/');
  if (folder === '') return line;
  return line.replace(/\bfile=([^,:]+)/, (_, path) => `file=${posix.join(folder, path)}`);
}
