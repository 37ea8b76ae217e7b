// Runs pull in the checkout, takes the files that it changed, and puts the checkout back as it was.
import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listConfigPaths } from './find-touched.mjs';
import { readHead, runGit } from './git.mjs';
import { runKindeSync, toMaskOption, toReadingOptions } from './kinde-sync.mjs';
import { withoutCommands } from './runner.mjs';

/**
 * Throws an `Error` if the configuration differs from the commit: then neither a plan nor pull tells what the commit lacks.
 */
export async function refuseEdited(inputs) {
  const text = await runGit(inputs.folder, [...listing, '--', ...listConfigPaths(inputs)]);
  const edited = readListing(text ?? '');
  if (edited.size > 0) throw editedError([...edited.keys()]);
}

function editedError(paths) {
  const names = paths.map((path) => JSON.stringify(path)).join(', ');
  return new Error(
    `An earlier step of the job has changed ${names}, so the pull request was not updated. No step before this one may change the configuration.`,
  );
}

/**
 * Returns the commit that is checked out, and the files that pull changes: `{ head, files }`, each file with its path from
 * the root, its mode and its bytes. Throws an `Error` if there is no git checkout, if pull fails, or if it writes into a file
 * that differs from the commit before: such a file holds more than pull's changes.
 */
export async function pullChanges(inputs) {
  const head = await readHead(inputs.folder);
  const root = (await runGit(inputs.folder, ['rev-parse', '--show-toplevel']))?.replace(/\n$/, '');
  if (head === null || root === undefined)
    throw new Error('pull: true needs a checkout. Use actions/checkout before this step.');
  const before = await listChanged(root);
  const earlier = [...before.keys()].filter(isConfiguration).map((path) => [path, readBytes(root, path)]);
  const { status } = await withoutCommands(() =>
    runKindeSync(inputs, ['pull', ...toReadingOptions(inputs), ...toMaskOption(inputs)]),
  );
  const changed = [...(await listChanged(root))].filter(([path]) => !before.has(path));
  const files = changed.flatMap(([path]) => readChanged(root, path));
  const mixed = earlier.filter(([path, bytes]) => !isSame(bytes, readBytes(root, path)));
  await putBack(root, { changed, mixed });
  if (status !== 0)
    throw new Error(`pull ended with ${status}, so there is no pull request. The log of the run says why.`);
  if (mixed.length > 0) throw editedError(mixed.map(([path]) => path));
  return { head, files };
}

const listing = [
  'status',
  '--porcelain',
  '-z',
  '--no-renames',
  '--untracked-files=all',
  '--ignore-submodules',
];

/** Returns what differs from the commit: for each path whether git knows it. */
async function listChanged(root) {
  const text = await runGit(root, listing);
  if (text === null) throw new Error('git cannot tell which files of the checkout have changed.');
  return readListing(text);
}

function readListing(text) {
  const entries = text.split('\0').filter((entry) => entry !== '');
  return new Map(entries.map((entry) => [entry.slice(3), !entry.startsWith('??')]));
}

/** pull writes no other files. */
const isConfiguration = (path) => /\.ya?ml$/i.test(path);

/** Returns the bytes of a file; null where there is none. */
function readBytes(root, path) {
  const found = lstatSync(join(root, path), { throwIfNoEntry: false });
  return found?.isFile() === true ? readFileSync(join(root, path)) : null;
}

const isSame = (one, other) => (one === null ? other === null : other !== null && one.equals(other));

/** A link and a file that the runner or GitHub runs are never part of the pull request. */
function readChanged(root, path) {
  const bytes = readBytes(root, path);
  if (bytes === null || /^\.git(hub)?\//i.test(path)) return [];
  const mode = (lstatSync(join(root, path)).mode & 0o100) === 0 ? '100644' : '100755';
  return [{ path, mode, bytes }];
}

async function putBack(root, { changed, mixed }) {
  const known = changed.flatMap(([path, isKnown]) => (isKnown ? [`${path}\0`] : []));
  const checkout = ['checkout', 'HEAD', '--pathspec-from-file=-', '--pathspec-file-nul'];
  if (known.length > 0) await runGit(root, checkout, known.join(''));
  const made = [...changed.filter(([, isKnown]) => !isKnown), ...mixed.filter(([, bytes]) => bytes === null)];
  for (const [path] of made) rmSync(join(root, path), { force: true });
  for (const [path, bytes] of mixed) if (bytes !== null) writeFileSync(join(root, path), bytes);
}
