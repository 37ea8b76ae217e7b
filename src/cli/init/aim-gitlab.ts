// Aims the example pipeline for GitLab at a configuration and at several environments. Paths and names are plain, so they
// need no quotes.
import type { Aim } from './aim-github.js';
import { nameEnvFile } from './read-environments.js';

/** Returns the text of the pipeline. */
export function aimGitlabPipeline(text: string, aim: Aim): string {
  const aimed = watchFiles(giveOptions(text, aim), aim);
  return aim.environments.length === 0 ? aimed : makeMatrix(aimed, aim.environments);
}

function giveOptions(text: string, { config, environments }: Aim): string {
  const options = [
    ...(config === null ? [] : [`-c ${config}`]),
    ...(environments.length === 0 ? [] : [`--env-file ${nameEnvFile(current)}`]),
  ];
  return text.replaceAll(/\$KINDE_SYNC (?:validate|plan|apply|undo|report|pull)/g, (call) =>
    [call, ...options].join(' '),
  );
}

function watchFiles(text: string, { watched, environments }: Aim): string {
  return text.replace(/(?<=&configuration\n)((?: +- .*\n)+)/, (usual: string) => {
    const item = /^ +- /.exec(usual)?.[0] ?? '';
    const toItem = (path: string): string => `${item}${path}\n`;
    return [watched?.map(toItem).join('') ?? usual, ...environments.map(nameEnvFile).map(toItem)].join('');
  });
}

/** Each job runs for each environment. */
function makeMatrix(text: string, environments: readonly string[]): string {
  const parallel = `  parallel:
    matrix:
      - KINDE_NAME: [${environments.join(', ')}]
`;
  return text
    .replaceAll(/^ {2}extends: \.kinde\n/gm, `$&${parallel}`)
    .replaceAll(/^( {4}name: kinde-\w+)$/gm, `$1-${current}`)
    .replaceAll(/-label kinde-allow-\w+/g, `$&-${current}`)
    .replaceAll(/^( {2}resource_group: kinde-\w+)/gm, `$1-${current}`)
    .replace(/^( {4}# By hand: )plans anew\./m, '$1plans anew, with KINDE_ONLY for one environment.')
    .replace(/^ {4}# The saved plan is an approval/m, `${leaveOut}$&`)
    .replaceAll(/^(# {3}environment kinde-\w+):( +)/gm, '$1-NAME:$2');
}

const current = '$KINDE_NAME';

/** By hand there is one environment, since each has another number of removals to approve. */
const leaveOut = `    - if [ "\${KINDE_ONLY:-$KINDE_NAME}" != "$KINDE_NAME" ]; then exit 0; fi
`;
