// Aims the example workflows for GitHub at a configuration and at several environments. Paths and names are plain, so they
// need no quotes.
import { nameEnvFile } from './read-environments.js';

export interface Aim {
  /** The path that the workflow reads; null for the usual places, which the examples name. */
  readonly config: string | null;
  /** Patterns of the files of the configuration; null for those of the examples. */
  readonly watched: readonly string[] | null;
  /** None for the one environment of the examples. */
  readonly environments: readonly string[];
}

/** Returns the text of a workflow. */
export function aimGithubWorkflow(text: string, aim: Aim): string {
  const aimed = watchFiles(giveConfig(text, aim.config), aim);
  return aim.environments.length === 0 ? aimed : makeMatrix(aimed, aim.environments);
}

function giveConfig(text: string, config: string | null): string {
  return config === null ? text : text.replaceAll(/^( +)mode: .*$/gm, `$&\n$1config: ${config}`);
}

function watchFiles(text: string, { watched, environments }: Aim): string {
  const envFiles = environments.map((name) => `, '${nameEnvFile(name)}'`).join('');
  return text.replace(/^( +paths: \[)(.*)\]$/m, (_, start: string, usual: string) => {
    const paths = watched?.map((path) => `'${path}'`).join(', ') ?? usual;
    return `${start}${paths}${envFiles}]`;
  });
}

/** Each job that runs the action runs for each environment, with the secrets of that environment. */
function makeMatrix(text: string, environments: readonly string[]): string {
  const isApply = text.includes('mode: apply');
  const strategy = isApply ? oneByOne(environments) : sideBySide(environments);
  return text
    .replaceAll(/^( {4}environment: kinde-\w+)$/gm, `$1-${current}`)
    .replaceAll(/^ {4}permissions:\n(?= {6})/gm, `${strategy}$&`)
    .replaceAll(/^( +)mode: .*$/gm, `$&\n$1name: ${current}\n$1env-file: ${nameEnvFile(current)}`)
    .replace(/^( {6})allow-removals:\n {8}description:/m, `${chooseByHand(environments)}$&`)
    .replace('plans main anew and applies it.', 'plans main anew and applies it to one environment.');
}

const current = '${{ matrix.environment }}';

function sideBySide(environments: readonly string[]): string {
  return `    strategy:
      fail-fast: false
      matrix:
        environment: [${environments.join(', ')}]
`;
}

/** By hand there is one environment, since each has another number of removals to approve. */
function oneByOne(environments: readonly string[]): string {
  const all = JSON.stringify(environments);
  return `    # One after the other, in this order. If one fails, the next is skipped.
    strategy:
      fail-fast: true
      max-parallel: 1
      matrix:
        environment: \${{ fromJSON(inputs.environment && format('["{0}"]', inputs.environment) || '${all}') }}
`;
}

function chooseByHand(environments: readonly string[]): string {
  return `      environment:
        description: The environment to plan anew and apply
        required: true
        type: choice
        options: [${environments.join(', ')}]
`;
}
