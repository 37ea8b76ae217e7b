// Runs git, without a shell and with no more of the environment than it needs. Only reads repositories; knows nothing
// of plans.
import { execFile } from 'node:child_process';

export interface GitOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to git's standard input. */
  readonly input?: string;
}

const longestRun = 20_000;
const largestAnswer = 512 * 1024 * 1024;

/** Returns what git prints, or null if it is not there, fails, or takes longer than twenty seconds. Never throws. */
export async function runGit(args: readonly string[], options: GitOptions): Promise<Buffer | null> {
  const { cwd, env, input = '' } = options;
  const limits = { timeout: longestRun, maxBuffer: largestAnswer, windowsHide: true };
  const settings = { cwd, env: chooseVariables(env), encoding: 'buffer', ...limits } as const;
  return new Promise<Buffer | null>((resolve) => {
    const child = execFile('git', args, settings, (error, answer) => resolve(error === null ? answer : null));
    // A git that is not there, or that ends early, closes its end; the answer above says so already.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  }).catch(() => null);
}

/** Our own settings, among them the secret, are nobody else's business. */
function chooseVariables(env: GitOptions['env']): Record<string, string | undefined> {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('KINDE_'));
  const ours = { GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return { ...Object.fromEntries(others), ...ours };
}
