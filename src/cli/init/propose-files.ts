// The files that let a repository manage Kinde: a platform's workflow, its code owners, and advice on both. Writes nothing.
import { attestationsBeside } from '../../model/attestation.js';
import { freshPaths } from '../../model/default-paths.js';
import type { FileOutcome } from '../../model/start.js';
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';
import type { NewFile } from './write-new-file.js';

export interface Wish {
  readonly folder: Folder;
  /** The path of the configuration, relative to the folder: a YAML file or a folder. */
  readonly config: string;
  /** The text of each example in the package, by its path. */
  readonly examples: ReadonlyMap<string, string>;
}

export interface Proposal {
  /** Files for paths where nothing stands. */
  readonly files: readonly NewFile[];
  /** Files that stay as they are for another reason than that their path is taken. */
  readonly kept: readonly FileOutcome[];
  /** Work for a person, whichever files are written; a line that begins with a space is to be copied. */
  readonly advice: readonly string[];
}

const nothing: Proposal = { files: [], kept: [], advice: [] };

const githubExamples = ['github/pull-request.yml', 'github/merge.yml', 'github/drift.yml'] as const;
const gitlabExamples = ['gitlab/.gitlab-ci.yml', 'gitlab/kinde-ci.mjs'] as const;

/** The examples from which a platform's workflow is made. */
export const workflowExamples: Readonly<Record<Platform, readonly string[]>> = {
  github: githubExamples,
  gitlab: gitlabExamples,
  none: [],
};

/** Returns the workflow's files and the code owners; the configuration is not among them. */
export function proposeFiles(platform: Platform, wish: Wish): Proposal {
  if (platform === 'none') return nothing;
  const workflow = platform === 'github' ? proposeGithub(wish) : proposeGitlab(wish);
  const watched = [...workflow.files, ...workflow.kept].map(({ path }) => `/${path}`);
  const owners = proposeCodeOwners(platform, wish.folder, [...listOwned(wish.config), ...watched]);
  return {
    files: [...workflow.files, ...owners.files],
    kept: [...workflow.kept, ...owners.kept],
    advice: [...workflow.advice, ...owners.advice],
  };
}

/** An attestation is a person's word, so it has the owners of the configuration. */
function listOwned(config: string): readonly string[] {
  return isFile(config) ? [`/${config}`, `/${attestationsBeside(config)}`] : [`/${config}/`];
}

/** Returns whether the examples watch and read this path as they are. */
function isUsual(config: string): boolean {
  return config === freshPaths.file || config === freshPaths.folder;
}

function isFile(config: string): boolean {
  return /\.ya?ml$/.test(config);
}

/** A second workflow would plan and apply everything twice, so a repository that has one keeps it. */
function proposeGithub({ folder, config, examples }: Wish): Proposal {
  const files = githubExamples.map((example) => ({
    path: example.replace('github/', '.github/workflows/kinde-'),
    text: aimGithubWorkflow(examples.get(example) ?? '', config),
    advice: adviseOnGithub(folder),
  }));
  const others = folder.workflows.filter((path) => files.every((file) => file.path !== path));
  return others.length === 0 ? { ...nothing, files } : { ...nothing, kept: others.map(keepWorkflow) };
}

function keepWorkflow(path: string): FileOutcome {
  return { path, outcome: 'kept', reason: 'it uses kinde-sync, so no workflow is written beside it' };
}

/** The path needs no quotes: `init` takes only plain ones. */
function aimGithubWorkflow(text: string, config: string): string {
  if (isUsual(config)) return text;
  const watched = listWatched(config).map((path) => `'${path}'`);
  return text
    .replace(/^( +paths: )\[.*\]$/m, `$1[${watched.join(', ')}]`)
    .replaceAll(/^( +)mode: .*$/gm, `$&\n$1config: ${config}`);
}

/** Returns the patterns of the configuration and of the attestations beside it; a folder holds its own. */
function listWatched(config: string): readonly string[] {
  return isFile(config) ? [config, attestationsBeside(config)] : [`${config}/**`];
}

function adviseOnGithub({ repository }: Folder): readonly string[] {
  const branch = repository?.branch ?? 'main';
  const isOther = repository?.hasMain === false && branch !== 'main';
  return [
    'In the workflows, replace kinde-sync/kinde-sync@v0.1.0 with the place of the action.',
    'In Settings > Environments, create kinde-plan, and kinde-apply with required reviewers; each with the variable KINDE_DOMAIN and the secrets KINDE_CLIENT_ID and KINDE_CLIENT_SECRET.',
    ...(isOther ? [`The workflows are for the branch main. Here it is ${branch}: change them.`] : []),
  ];
}

const usualPipeline = '.gitlab-ci.yml';

/** A pipeline that is not ours is never changed; ours then stands beside it, and theirs has to include it. */
function proposeGitlab({ folder, config, examples }: Wish): Proposal {
  const [pipeline, script] = gitlabExamples;
  const own = folder.found.get(usualPipeline);
  const isTheirs = own !== undefined && !own.includes('kinde-sync');
  const path = isTheirs ? '.gitlab/kinde-sync.yml' : usualPipeline;
  const variables = `In Settings > CI/CD > Variables, set those that the head of ${path} names.`;
  return {
    files: [
      { path, text: aimGitlabPipeline(examples.get(pipeline) ?? '', config), advice: [variables] },
      { path: 'kinde-ci.mjs', text: examples.get(script) ?? '', advice: [] },
    ],
    kept: [],
    advice: isTheirs ? including : [],
  };
}

function aimGitlabPipeline(text: string, config: string): string {
  if (isUsual(config)) return text;
  return text
    .replace(/(?<=&configuration\n)(?:( +- ).*\n)+/, (_, item: string) => listWatchedByGitlab(config, item))
    .replaceAll(/\$KINDE_SYNC (?:validate|plan|apply)/g, `$& -c ${config}`);
}

function listWatchedByGitlab(config: string, item: string): string {
  const paths = isFile(config) ? listWatched(config) : [`${config}/**/*`];
  return paths.map((path) => `${item}${path}\n`).join('');
}

const including = [
  'There is a .gitlab-ci.yml, which init does not change. Add to it, after your own stages:',
  '  include: [{ local: .gitlab/kinde-sync.yml }]',
  '  stages: [validate, plan, apply, drift]',
];

type Host = Exclude<Platform, 'none'>;

/** The places where each platform looks; the first file that exists counts. */
const ownersPlaces: Readonly<Record<Host, readonly string[]>> = {
  github: ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'],
  gitlab: ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'],
};

const newOwners: Readonly<Record<Host, string>> = {
  github: '.github/CODEOWNERS',
  gitlab: '.gitlab/CODEOWNERS',
};

const team = '@your-organization/your-team';

/** Proposes CODEOWNERS with a placeholder for the team, or the lines that an existing file lacks. */
function proposeCodeOwners(host: Host, { found }: Folder, paths: readonly string[]): Proposal {
  const place = ownersPlaces[host].find((path) => found.has(path));
  if (place === undefined) {
    const path = newOwners[host];
    const text = renderCodeOwners([...paths, `/${path}`]);
    const advice = [`In ${path}, name the team that must approve changes.`];
    return { ...nothing, files: [{ path, text, advice }] };
  }
  const missing = paths.filter((path) => found.get(place)?.includes(path) !== true);
  const kept = [{ path: place, outcome: 'kept', reason: 'it exists already' }] as const;
  if (missing.length === 0) return { ...nothing, kept };
  const lines = missing.map((path) => `  ${path} ${team}`);
  const request = `Add to ${place}, which init does not change, with the team that must approve changes:`;
  return { ...nothing, kept, advice: [request, ...lines] };
}

function renderCodeOwners(paths: readonly string[]): string {
  return `# These code owners approve changes of access. Replace ${team} with your team and uncomment the
# lines; until then nothing here has an owner. The rules of the branch must require the approval
# of code owners.
${paths.map((path) => `# ${path} ${team}\n`).join('')}`;
}
