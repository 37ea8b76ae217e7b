// Reads the files of a commit at given paths from git's objects; the working tree is not touched.
import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import type { FileTree } from '../../model/base.js';
import { UsageError } from '../../model/errors.js';
import { askGit, runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

/** Git's mode of a symbolic link. */
const linkMode = '120000';

export interface CommittedFiles {
  /** The paths that were asked for, relative to the working directory and with links followed. */
  readonly paths: readonly string[];
  readonly files: FileTree;
}

/**
 * Returns the files at or below `paths` at a ref: the named files, and in folders those that end in .yaml or .yml. Works in any
 * folder of a repository. Throws `UsageError` (`unknown-base`) for an unknown ref, an unreadable repository or a symbolic link.
 */
export async function readCommit(
  ref: string,
  paths: readonly string[],
  options: GitOptions,
): Promise<CommittedFiles> {
  const commit = await findCommit(ref, options);
  const cwd = await realpath(options.cwd);
  const roots = await Promise.all(paths.map((path) => toGitPath(path, { ref, commit, ...options, cwd })));
  // Without a path git would list the whole folder.
  const listed = roots.length === 0 ? [] : await listFiles(commit, roots, { ...options, cwd });
  const wanted = listed.filter(({ file }) => /\.ya?ml$/i.test(file) || roots.includes(file));
  const link = wanted.find(({ mode }) => mode === linkMode);
  if (link !== undefined) throw failureError(ref, `${link.file} is a symbolic link at ${ref}`);
  return { paths: roots, files: await readBlobs(ref, wanted, { ...options, cwd }) };
}

async function findCommit(ref: string, options: GitOptions): Promise<string> {
  if (ref === '' || ref.startsWith('-')) throw failureError(ref, `"${ref}" is not a valid git ref`);
  // With --quiet git is silent about an unknown ref, so any complaint is about the repository.
  const answer = await askGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    options,
  );
  if (answer.printed === null && answer.said !== '') throw repositoryError(answer.said);
  const commit = answer.printed?.toString('utf8').trim() ?? '';
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw failureError(ref, `git knows no commit "${ref}" here`);
  return commit;
}

interface Revision extends GitOptions {
  readonly ref: string;
  readonly commit: string;
}

/**
 * Returns the path for git. A link that exists today is followed, as loading today's configuration follows it, unless the
 * commits since have made it: then the commit's own file of that name counts. Otherwise a new link could lead the base to
 * other files, with other rules.
 */
async function toGitPath(path: string, { ref, commit, ...options }: Revision): Promise<string> {
  const { cwd } = options;
  const lexical = resolve(cwd, path);
  const real = await realpath(lexical).catch(() => lexical);
  const toRelative = (one: string): string => relative(cwd, one).split(sep).join('/');
  const [named, followed] = [toRelative(lexical), toRelative(real)];
  if (named === followed) return followed;
  const [then, now] = await Promise.all([
    findLinks(commit, named, options),
    findLinks('HEAD', named, options),
  ]);
  if (then.join() === now.join()) return followed;
  if (then.length > 0) throw failureError(ref, `${path} is behind another symbolic link at ${ref}`);
  return named;
}

/** Returns the symbolic links of a commit that the path leads over, each with its content's hash. */
async function findLinks(commit: string, path: string, options: GitOptions): Promise<readonly string[]> {
  const steps = path.split('/');
  const prefixes = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  const asked = prefixes.filter((prefix) => !/(?:^|\/)\.\.$/.test(prefix));
  const entries = asked.length === 0 ? [] : await listTree(['-z', commit, '--', ...asked], options);
  return entries.flatMap(({ mode, object, file }) => (mode === linkMode ? [`${file} ${object}`] : []));
}

interface TreeEntry {
  readonly mode: string;
  readonly object: string;
  /** Relative to the working directory. */
  readonly file: string;
}

async function listFiles(
  commit: string,
  roots: readonly string[],
  options: GitOptions,
): Promise<readonly TreeEntry[]> {
  const asked = roots.map((root) => (root === '' ? '.' : root));
  return listTree(['-r', '-z', commit, '--', ...asked], options);
}

async function listTree(args: readonly string[], options: GitOptions): Promise<readonly TreeEntry[]> {
  const answer = await askGit(['ls-tree', ...args], options);
  if (answer.printed === null) throw repositoryError(answer.said || 'git ls-tree fails');
  const lines = answer.printed.toString('utf8').split('\0');
  return lines.flatMap((line) => {
    const [, mode, object, file] = /^(\d+) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
    return mode === undefined || object === undefined || file === undefined ? [] : [{ mode, object, file }];
  });
}

async function readBlobs(ref: string, entries: readonly TreeEntry[], options: GitOptions): Promise<FileTree> {
  const [first] = entries;
  if (first === undefined) return new Map();
  const unreadable = (file: string): UsageError => failureError(ref, `git can't read ${file} at ${ref}`);
  const input = entries.map(({ object }) => `${object}\n`).join('');
  const answer = await runGit(['cat-file', '--batch'], { ...options, input });
  if (answer === null) throw unreadable(first.file);
  const files = new Map<string, Uint8Array>();
  let start = 0;
  for (const { file } of entries) {
    const end = answer.indexOf('\n', start);
    const size = / blob (\d+)$/.exec(answer.subarray(start, Math.max(start, end)).toString('utf8'))?.[1];
    if (size === undefined) throw unreadable(file);
    files.set(file, answer.subarray(end + 1, end + 1 + Number(size)));
    start = end + 2 + Number(size);
  }
  return files;
}

function repositoryError(said: string): UsageError {
  const isForeign = said.includes('dubious ownership');
  return new UsageError('unknown-base', `The configuration of --base can't be read. Git says: ${said}`, {
    hint: isForeign
      ? 'The folder belongs to another user, as in CI containers. Run git config --global --add safe.directory with its path first.'
      : 'Run kinde-sync in a git checkout that contains the paths of --config.',
  });
}

function failureError(ref: string, reason: string): UsageError {
  return new UsageError('unknown-base', `The configuration of --base can't be read: ${reason}.`, {
    hint: `Try git rev-parse "${ref}" in this folder. In CI, fetch the history first (actions/checkout with fetch-depth: 0).`,
  });
}
