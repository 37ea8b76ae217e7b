// Reads facts about the repository around a folder: root, branch, remotes, author. It changes nothing.
import { runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

export interface Repository {
  /** The working tree's top folder, with links followed. */
  readonly root: string;
  /** The branch that is checked out; null for a detached head. */
  readonly branch: string | null;
  readonly hasMain: boolean;
  /** Hosts of the remotes, `origin` first. The rest of an address may hold a password and is dropped. */
  readonly hosts: readonly string[];
}

/** Returns the repository around a folder; null outside one and without git. Never throws. */
export async function readRepository(options: GitOptions): Promise<Repository | null> {
  const root = await ask(['rev-parse', '--show-toplevel'], options);
  if (root === null || root === '') return null;
  const branch = await ask(['symbolic-ref', '--quiet', '--short', 'HEAD'], options);
  const main = await ask(['for-each-ref', 'refs/heads/main', 'refs/remotes/origin/main'], options);
  const remotes = await ask(['config', '--get-regexp', String.raw`^remote\..*\.url$`], options);
  return {
    root,
    branch,
    hasMain: branch === 'main' || (main !== null && main !== ''),
    hosts: readHosts(remotes ?? ''),
  };
}

/** Returns the hash of the commit that is checked out; null outside a repository. Never throws. */
export async function readHead(options: GitOptions): Promise<string | null> {
  const hash = await ask(['rev-parse', '--verify', '--quiet', 'HEAD'], options);
  return hash === '' ? null : hash;
}

/** Returns the names that git ignores in this folder. Never throws. */
export async function listIgnored(
  names: readonly string[],
  options: GitOptions,
): Promise<ReadonlySet<string>> {
  // Only check-ignore refuses literal pathspecs, which runGit sets for every command.
  const answer = await ask(['--no-literal-pathspecs', 'check-ignore', '--no-index', '--', ...names], options);
  return new Set((answer ?? '').split('\n'));
}

/** Returns git's name for the person here, as `Name <address>` or the part that git knows; null if it knows none. Never throws. */
export async function readAuthor(options: GitOptions): Promise<string | null> {
  const [name, email] = await Promise.all([
    ask(['config', '--get', 'user.name'], options),
    ask(['config', '--get', 'user.email'], options),
  ]);
  const address = email?.trim() ?? '';
  const parts = [name?.trim() ?? '', address === '' ? '' : `<${address}>`].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

async function ask(args: readonly string[], options: GitOptions): Promise<string | null> {
  return (await runGit(args, options))?.toString('utf8').replace(/\n$/, '') ?? null;
}

function readHosts(remotes: string): readonly string[] {
  const pairs = remotes.split('\n').map((line) => line.split(' '));
  const ofOrigin = pairs.filter(([key]) => key === 'remote.origin.url');
  const others = pairs.filter(([key]) => key !== 'remote.origin.url');
  return [...ofOrigin, ...others].flatMap(([, url = '']) => readHost(url) ?? []);
}

/** `https://name:secret@host/path`, or `git@host:path`. */
function readHost(url: string): string | null {
  const match = /^[a-z+]+:\/\/(?:[^/@]*@)?([^/:]+)/i.exec(url) ?? /^(?:[^/@:]+@)?([^/:]+):/.exec(url);
  return match?.[1]?.toLowerCase() ?? null;
}
