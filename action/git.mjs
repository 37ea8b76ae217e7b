// Runs git in the checkout. It runs no hook, and gets no secret.
import { execFile } from 'node:child_process';
import process from 'node:process';

// In a container the checkout belongs to another user.
const options = ['-c', 'safe.directory=*', '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];

/** Returns what git prints, or null where it fails; it reads `input`. */
export function runGit(cwd, args, input = '') {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, GIT_LITERAL_PATHSPECS: '1' };
  const maxBuffer = 256 * 1024 * 1024;
  return new Promise((resolve) => {
    const { stdin } = execFile('git', [...options, ...args], { cwd, env, maxBuffer }, (error, text) =>
      resolve(error === null ? text : null),
    );
    // A git that could not be started, or has ended, reads nothing.
    stdin?.on('error', () => undefined);
    stdin?.end(input);
  });
}

/** Returns the commit that is checked out, or null where git can't tell. */
export async function readHead(cwd) {
  return (await runGit(cwd, ['rev-parse', '--verify', 'HEAD']))?.trim() ?? null;
}
