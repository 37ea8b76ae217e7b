// Runs pull in the checkout, takes the files that it changed, and puts the checkout back as it was.
import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readHead, runGit } from './git.mjs';
import { runKindeSync, toReadingOptions } from './kinde-sync.mjs';
import { withoutCommands } from './runner.mjs';

/**
 * Returns the commit that is checked out, and the files that pull changes: `{ head, files }`, each file with its path from
 * the root, its mode and its bytes. Throws an `Error` if there is no git checkout, or if pull fails.
 */
export async function pullChanges(inputs) {
  const head = await readHead(inputs.folder);
  const root = (await runGit(inputs.folder, ['rev-parse', '--show-toplevel']))?.replace(/\n$/, '');
  if (head === null || root === undefined)
    throw new Error('pull: true needs a checkout. Use actions/checkout before this step.');
  // A file that differs before pull holds more than pull's changes.
  const before = new Set(await listChanged(root));
  const { status } = await withoutCommands(() =>
    runKindeSync(inputs, ['pull', ...toReadingOptions(inputs)], { isQuiet: inputs.maskEmails }),
  );
  const changed = (await listChanged(root)).filter((path) => !before.has(path));
  const files = changed.flatMap((path) => readChanged(root, path));
  await putBack(root, changed);
  if (status !== 0)
    throw new Error(`pull ended with ${status}, so there is no pull request. The log of the run says why.`);
  return { head, files };
}

async function listChanged(root) {
  const args = [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--ignore-submodules',
  ];
  const text = await runGit(root, args);
  if (text === null) throw new Error('git can not tell which files of the checkout have changed.');
  return text.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]));
}

/** A link and a file that the runner or GitHub runs are never part of the pull request. */
function readChanged(root, path) {
  const found = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (found?.isFile() !== true || /^\.git(hub)?\//i.test(path)) return [];
  const mode = (found.mode & 0o100) === 0 ? '100644' : '100755';
  return [{ path, mode, bytes: readFileSync(join(root, path)) }];
}

async function putBack(root, paths) {
  for (const path of paths) {
    const isKnown = (await runGit(root, ['ls-files', '--', path])) !== '';
    if (isKnown) await runGit(root, ['checkout', 'HEAD', '--', path]);
    else rmSync(join(root, path), { force: true });
  }
}
