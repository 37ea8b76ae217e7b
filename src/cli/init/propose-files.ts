// The files that let a repository manage Kinde: env files, a platform's workflow, its code owners, and advice on them. Writes
// nothing.
import { joinWithAnd } from '../../model/text/join-with-and.js';
import { attestationsBeside } from '../../model/attestation.js';
import { freshPaths } from '../../model/default-paths.js';
import type { FileOutcome } from '../../model/results/start.js';
import { aimGithubWorkflow } from './aim-github.js';
import type { Aim } from './aim-github.js';
import { aimGitlabPipeline } from './aim-gitlab.js';
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';
import { nothing } from './proposal.js';
import type { Proposal } from './proposal.js';
import { proposeCodeOwners } from './propose-code-owners.js';
import { proposeEnvFiles } from './propose-env-files.js';
import { nameEnvFile } from './read-environments.js';

export interface Wish {
  readonly folder: Folder;
  /** The path of the configuration, relative to the folder: a YAML file or a folder. */
  readonly config: string;
  /** The names of several environments that the configuration serves; none for one environment. */
  readonly environments: readonly string[];
  /** The text of each example in the package, by its path. */
  readonly examples: ReadonlyMap<string, string>;
}

const githubExamples = ['github/pull-request.yml', 'github/merge.yml', 'github/drift.yml'] as const;
const gitlabExamples = ['gitlab/.gitlab-ci.yml', 'gitlab/kinde-ci.mjs'] as const;

/** The examples from which a platform's workflow is made. */
export const workflowExamples: Readonly<Record<Platform, readonly string[]>> = {
  github: githubExamples,
  gitlab: gitlabExamples,
  none: [],
};

/** Returns the env files, the workflow's files and the code owners; the configuration is not among them. */
export function proposeFiles(platform: Platform, wish: Wish): Proposal {
  const variables = proposeEnvFiles(wish);
  if (platform === 'none') return variables;
  const workflow = platform === 'github' ? proposeGithub(wish) : proposeGitlab(wish);
  const watched = [...workflow.files, ...workflow.kept].map(({ path }) => `/${path}`);
  const owners = proposeCodeOwners(platform, wish.folder, [...listOwned(wish), ...watched]);
  return {
    files: [...variables.files, ...workflow.files, ...owners.files],
    kept: [...workflow.kept, ...owners.kept],
    advice: [...variables.advice, ...workflow.advice, ...owners.advice],
  };
}

/** An attestation is a person's word, and a variable is part of the configuration: they have its owners. */
function listOwned({ config, environments }: Wish): readonly string[] {
  const files = isFile(config) ? [config, attestationsBeside(config)] : [`${config}/`];
  return [...files, ...environments.map(nameEnvFile)].map((path) => `/${path}`);
}

function isFile(config: string): boolean {
  return /\.ya?ml$/.test(config);
}

/** A folder holds its own attestations. A pattern of GitHub for all files of a folder ends with `/**`, one of GitLab's with `/**\/*`. */
function aimAt({ config, environments }: Wish, inFolder: string): Aim {
  // The examples watch and read these paths as they are.
  const isUsual = config === freshPaths.file || config === freshPaths.folder;
  if (isUsual) return { config: null, watched: null, environments };
  const watched = isFile(config) ? [config, attestationsBeside(config)] : [`${config}${inFolder}`];
  return { config, watched, environments };
}

/** A second workflow would plan and apply everything twice, so a repository that has one keeps it. */
function proposeGithub(wish: Wish): Proposal {
  const { folder, examples } = wish;
  const advice = adviseOnGithub(wish);
  const files = githubExamples.map((example) => ({
    path: example.replace('github/', '.github/workflows/kinde-'),
    text: aimGithubWorkflow(examples.get(example) ?? '', aimAt(wish, '/**')),
    advice,
  }));
  const others = folder.workflows.filter((path) => files.every((file) => file.path !== path));
  return others.length === 0 ? { ...nothing, files } : { ...nothing, kept: others.map(keepWorkflow) };
}

function keepWorkflow(path: string): FileOutcome {
  return { path, outcome: 'kept', reason: 'it uses kinde-sync, so no workflow is written beside it' };
}

function adviseOnGithub({ folder, environments }: Wish): readonly string[] {
  const branch = folder.repository?.branch ?? 'main';
  const isOther = folder.repository?.hasMain === false && branch !== 'main';
  const names = environments.length === 0 ? [''] : environments.map((name) => `-${name}`);
  const list = (...bases: readonly string[]): string =>
    joinWithAnd(bases.flatMap((base) => names.map((name) => base + name)));
  return [
    'In the workflows, replace kinde-sync/kinde-sync@v0.1.0 with the repository of the action and a full commit hash.',
    `In Settings > Environments, create ${list('kinde-plan', 'kinde-apply')}. Give ${list('kinde-apply')} required reviewers. Give each environment the variable KINDE_DOMAIN and the secrets KINDE_CLIENT_ID and KINDE_CLIENT_SECRET of its own application.`,
    'In the branch protection rules, require the check "kinde".',
    ...(isOther
      ? [
          `The workflows name the branch main, which does not exist here. Replace it with your branch ${branch}.`,
        ]
      : []),
  ];
}

const usualPipeline = '.gitlab-ci.yml';

/** A pipeline that is not ours is never changed; ours then stands beside it, and theirs has to include it. */
function proposeGitlab(wish: Wish): Proposal {
  const [pipeline, script] = gitlabExamples;
  const { folder, examples } = wish;
  const own = folder.found.get(usualPipeline);
  const isTheirs = own !== undefined && !own.includes('kinde-sync');
  const path = isTheirs ? '.gitlab/kinde-sync.yml' : usualPipeline;
  const variables = `In Settings > CI/CD > Variables, set the variables that the first lines of ${path} name.`;
  const text = aimGitlabPipeline(examples.get(pipeline) ?? '', aimAt(wish, '/**/*'));
  return {
    files: [
      { path, text, advice: [variables] },
      { path: 'kinde-ci.mjs', text: examples.get(script) ?? '', advice: [] },
    ],
    kept: [],
    advice: isTheirs ? including : [],
  };
}

const including = [
  'There is a .gitlab-ci.yml, which init does not change. Add to it, after your own stages:',
  '  include: [{ local: .gitlab/kinde-sync.yml }]',
  '  stages: [validate, plan, apply, drift]',
];
