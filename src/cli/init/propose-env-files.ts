// The env files of several environments. They are committed, so they hold no credentials.
import type { Folder } from './inspect-folder.js';
import { nothing } from './proposal.js';
import type { Proposal } from './proposal.js';
import { nameEnvFile } from './read-environments.js';

interface EnvFilesWish {
  readonly folder: Pick<Folder, 'ignoredEnvFiles'>;
  readonly environments: readonly string[];
}

/** Returns a file for each environment, and advice where git would not commit one. */
export function proposeEnvFiles({ folder, environments }: EnvFilesWish): Proposal {
  const files = environments.map((name) => ({
    path: nameEnvFile(name),
    text: renderEnvFile(name),
    advice: [],
  }));
  const ignored = files.filter(({ path }) => folder.ignoredEnvFiles.has(path));
  if (ignored.length === 0) return { ...nothing, files };
  const lines = ignored.map(({ path }) => `  !${path}`);
  return { ...nothing, files, advice: ['git ignores env files that CI needs. Add to .gitignore:', ...lines] };
}

function renderEnvFile(name: string): string {
  return `# The variables of the environment ${name}, read with --env-file. This file is committed, so keep credentials out of it.
# A variable that is set in the environment of the process wins over this file.

# The code of the environment in Kinde; the first line of a plan shows it.
KINDE_ENVIRONMENT=${name}
`;
}
