// Runs git without a shell and without kinde-sync's own variables. All commands that use it only read.
import { execFile } from 'node:child_process';
import type { ExecFileException } from 'node:child_process';

export interface GitOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to git's standard input. */
  readonly input?: string;
}

/** Milliseconds. */
const longestRun = 20_000;
/** Bytes. */
const largestAnswer = 512 * 1024 * 1024;

/** Git's output, or the reason of a failure: the first line of git's complaint, which may be empty. */
export type GitAnswer = { readonly printed: Buffer } | { readonly printed: null; readonly said: string };

/** Returns git's output; null if git is missing, fails, or takes longer than twenty seconds. Never throws. */
export async function runGit(args: readonly string[], options: GitOptions): Promise<Buffer | null> {
  return (await askGit(args, options)).printed;
}

/** The same as `runGit`, with the reason of a failure. Never throws. */
export async function askGit(args: readonly string[], options: GitOptions): Promise<GitAnswer> {
  const { cwd, env, input = '' } = options;
  const limits = { timeout: longestRun, maxBuffer: largestAnswer, windowsHide: true };
  const settings = { cwd, env: chooseVariables(env), encoding: 'buffer', ...limits } as const;
  return new Promise<GitAnswer>((resolve) => {
    const child = execFile('git', args, settings, (error, printed, complaint) =>
      resolve(error === null ? { printed } : { printed: null, said: explain(error, complaint) }),
    );
    // A missing git, or one that ends early, closes the pipe; the callback above reports that already.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  }).catch(() => ({ printed: null, said: '' }));
}

/** Characters. */
const longestLine = 300;

function explain(error: ExecFileException, complaint: Buffer): string {
  if (error.code === 'ENOENT') return 'git is not installed, or the folder does not exist';
  if (error.killed === true) return `git took longer than ${longestRun / 1000} seconds, or printed too much`;
  const [line = ''] = complaint.toString('utf8').trim().split('\n');
  return line.replace(/^(fatal|error): /, '').slice(0, longestLine);
}

/** Drops kinde-sync's own variables, among them the secret, which git does not need. */
function chooseVariables(env: GitOptions['env']): Record<string, string | undefined> {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('KINDE_'));
  const ours = { GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return { ...Object.fromEntries(others), ...ours };
}
