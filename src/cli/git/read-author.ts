// Who git says the person at this machine is: a suggestion for an answer, never an answer.
import { runGit } from './run-git.js';
import type { GitOptions } from './run-git.js';

/** Returns `Name <address>`, or as much of it as git knows; null where it knows nothing. */
export async function readAuthor(options: GitOptions): Promise<string | null> {
  const [name, email] = await Promise.all(
    ['user.name', 'user.email'].map(async (key) => {
      const answer = await runGit(['config', '--get', key], options);
      return answer?.toString('utf8').trim() ?? '';
    }),
  );
  const parts = [name ?? '', (email ?? '') === '' ? '' : `<${email ?? ''}>`].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}
