// The advice of `init` on the folder and on the written files, and the next commands. It changes nothing.
import { freshPaths } from '../../model/default-paths.js';
import type { FileOutcome, NextCommand } from '../../model/results/start.js';
import type { Folder } from './inspect-folder.js';
import { nameEnvFile } from './read-environments.js';
import type { NewFile } from './write-new-file.js';

/** Returns advice on what the folder lacks for useful and safe files; a line that begins with a space is to be copied. */
export function adviseAround({ repository, installedIn, unignored }: Folder): readonly string[] {
  return [
    ...(repository === null ? ['This is not a git repository yet: run git init.'] : []),
    ...(installedIn === null
      ? [
          'To get help in your editor, install kinde-sync here. The first line of the configuration refers to its schema:',
          '  npm install --save-dev git+https://github.com/kinde-sync/kinde-sync.git#v0.1.0',
        ]
      : []),
    ...(unignored.length === 0
      ? []
      : [
          'Keep credentials, saved plans and journals out of git. Add to .gitignore:',
          ...unignored.map((name) => `  ${name}`),
        ]),
  ];
}

/** Returns the advice on the files that were written, without repetitions. */
export function adviseOn(files: readonly NewFile[], outcomes: readonly FileOutcome[]): readonly string[] {
  const written = new Set(outcomes.flatMap(({ path, outcome }) => (outcome === 'written' ? [path] : [])));
  return [...new Set(files.flatMap(({ path, advice }) => (written.has(path) ? advice : [])))];
}

/** Returns the commands that come next; the commit names only files that were written. */
export function nextCommands(
  { config, environments }: { readonly config: string; readonly environments: readonly string[] },
  outcomes: readonly FileOutcome[],
): readonly NextCommand[] {
  const written = outcomes.filter(({ outcome }) => outcome === 'written').map(({ path }) => path);
  const { file, folder } = freshPaths;
  const place = config === file || config === folder ? '' : ` -c ${config}`;
  const [first] = environments;
  const option = first === undefined ? place : `${place} --env-file ${nameEnvFile(first)}`;
  const credentials = 'KINDE_DOMAIN, KINDE_CLIENT_ID and KINDE_CLIENT_SECRET';
  const paths = new Set(written.map((path) => (path.startsWith(`${config}/`) ? config : path)));
  const commit = {
    command: `git add ${[...paths].join(' ')} && git commit`,
    purpose: 'Commit the written files',
  };
  return [
    {
      command: `kinde-sync doctor${option}`,
      purpose: `Check ${credentials}${first === undefined ? '' : ` of ${first}`}`,
    },
    {
      command: `kinde-sync plan${option}`,
      purpose: 'See what would change. A new file causes no changes until you edit it',
    },
    ...(written.length === 0 ? [] : [commit]),
  ];
}
