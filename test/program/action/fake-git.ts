// The git data of the stand-in for GitHub: blobs, trees, commits and branches, as far as the action makes and reads them.
import { createHash } from 'node:crypto';

interface Commit {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
}

interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

/** An answer: status and body. */
export type GitAnswer = readonly [status: number, body: unknown];

export interface FakeGit {
  /** The commit of each branch. */
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Commit>;
  /** Returns the answer to a call; null for a path that is none of git's. */
  readonly answer: (
    method: string,
    path: string,
    fields: Readonly<Record<string, unknown>>,
  ) => GitAnswer | null;
  /** Returns the files that the newest commit of a branch changes, as text by path. */
  readonly readBranch: (branch: string) => Readonly<Record<string, string>>;
  /** Lets somebody push a commit to a branch. */
  readonly push: (branch: string, author: string) => void;
}

/** Returns an empty store. Every commit that it was not given is known, with a tree of its own. */
export function makeGit(): FakeGit {
  const blobs = new Map<string, string>();
  const trees = new Map<string, readonly TreeEntry[]>();
  const commits = new Map<string, Commit>();
  const branches = new Map<string, string>();
  const add = <Value>(store: Map<string, Value>, value: Value): GitAnswer => {
    const sha = createHash('sha1').update(JSON.stringify(value)).digest('hex');
    store.set(sha, value);
    return [201, { sha }];
  };
  const commitOf = (sha: string): Commit =>
    commits.get(sha) ?? { message: 'change', tree: `tree-${sha}`, parents: [], author: 'eve' };
  const show = (sha: string): object => {
    const { tree, parents, message } = commitOf(sha);
    return { sha, message, tree: { sha: tree }, parents: parents.map((parent) => ({ sha: parent })) };
  };
  const describe = (sha: string): object => {
    const { author, message, tree, parents } = commitOf(sha);
    const ends = { author: { login: author }, parents: parents.map((parent) => ({ sha: parent })) };
    return { sha, ...ends, commit: { message, tree: { sha: tree } } };
  };

  function answer(method: string, path: string, fields: Readonly<Record<string, unknown>>): GitAnswer | null {
    const [, sha = ''] = /\/commits\/(\w+)$/.exec(path) ?? [];
    const [, branch = ''] = /^\/git\/refs?\/heads\/(.+)$/.exec(path) ?? [];
    if (method === 'POST' && path === '/git/blobs')
      return add(blobs, Buffer.from(String(fields['content']), 'base64').toString('utf8'));
    if (method === 'POST' && path === '/git/trees') return add(trees, fields['tree'] as readonly TreeEntry[]);
    if (method === 'POST' && path === '/git/commits')
      return add(commits, { ...(fields as unknown as Commit), author: 'github-actions[bot]' });
    if (method === 'POST' && path === '/git/refs') {
      branches.set(String(fields['ref']).replace('refs/heads/', ''), String(fields['sha']));
      return [201, {}];
    }
    if (method === 'PATCH' && branches.has(branch)) {
      branches.set(branch, String(fields['sha']));
      return [200, {}];
    }
    if (method !== 'GET') return null;
    if (branches.has(branch)) return [200, { object: { type: 'commit', sha: branches.get(branch) } }];
    if (path === `/git/commits/${sha}`) return [200, show(sha)];
    return path === `/commits/${sha}` ? [200, describe(sha)] : null;
  }

  return {
    branches,
    commits,
    answer,
    readBranch: (branch) => {
      const entries = trees.get(commitOf(branches.get(branch) ?? '').tree) ?? [];
      return Object.fromEntries(entries.map(({ path, sha }) => [path, blobs.get(sha) ?? '']));
    },
    push: (branch, author) => {
      const parents = [branches.get(branch) ?? ''];
      const commit = {
        message: 'Copy the state of Kinde into the files (kinde)',
        tree: 'eve',
        parents,
        author,
      };
      commits.set('e'.repeat(40), commit);
      branches.set(branch, 'e'.repeat(40));
    },
  };
}
