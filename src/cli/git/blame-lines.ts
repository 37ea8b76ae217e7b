// Finds the commit that last changed a line, with one git process for each file. Commits are an extra, so any failure of git
// means an empty answer.
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import pLimit from 'p-limit';
import { readIsShallow, shortenHash } from './history.js';
import { runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

/** In more files nobody reads commits one by one, and the processes would take longer than the plan. */
const mostFiles = 200;
const processesAtOnce = 4;
/** Instead of more stretches of lines, git gets one stretch from the first line to the last. */
const mostStretches = 200;

/** Line numbers, from 1, by file; a file's name is relative to the working directory. */
export type LinesByFile = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Returns the short hash of the commit that last changed each line, by file and line. An uncommitted line has none. The result
 * is empty without git, outside a repository, and for more than 200 files.
 */
export async function blameLines(
  lines: LinesByFile,
  options: GitOptions,
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  if (lines.size === 0 || lines.size > mostFiles) return new Map();
  const isShallow = await readIsShallow(options);
  if (isShallow === null) return new Map();
  const limit = pLimit(processesAtOnce);
  const blamed = [...lines].map(([file, numbers]) =>
    limit(async () => [file, await blameFile(file, numbers, { ...options, isShallow })] as const),
  );
  return new Map(await Promise.all(blamed));
}

type BlameOptions = GitOptions & { readonly isShallow: boolean };

async function blameFile(
  file: string,
  numbers: ReadonlySet<number>,
  options: BlameOptions,
): Promise<ReadonlyMap<number, string>> {
  const path = await realpath(resolve(options.cwd, file)).catch(() => null);
  if (path === null) return new Map();
  const stretches = joinStretches([...numbers].sort((one, other) => one - other));
  const ranges = stretches.map(([first, last]) => `-L${first},${last}`);
  const answer = await runGit(['blame', '--porcelain', '--no-textconv', ...ranges, '--', path], options);
  return answer === null ? new Map() : readPorcelain(answer.toString('utf8'), options.isShallow);
}

type Stretch = readonly [first: number, last: number];

function joinStretches(sorted: readonly number[]): readonly Stretch[] {
  const stretches: [number, number][] = [];
  for (const line of sorted) {
    const before = stretches.at(-1);
    if (before !== undefined && line <= before[1] + 1) before[1] = line;
    else stretches.push([line, line]);
  }
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (stretches.length <= mostStretches || first === undefined || last === undefined) return stretches;
  return [[first, last]];
}

/** Returns the commit of each line. In a shallow clone git blames the oldest commit for all earlier lines, so that one is dropped. */
function readPorcelain(text: string, isShallow: boolean): ReadonlyMap<number, string> {
  const commits = new Map<number, string>();
  const unknown = new Set<string>();
  let commit = '';
  for (const line of text.split('\n')) {
    const [, hash, number] = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line) ?? [];
    if (hash !== undefined) {
      commit = hash;
      if (!/^0+$/.test(hash)) commits.set(Number(number), hash);
    } else if (line === 'boundary' && isShallow) unknown.add(commit);
  }
  const known = [...commits].filter(([, hash]) => !unknown.has(hash));
  return new Map(known.map(([number, hash]) => [number, shortenHash(hash)]));
}
