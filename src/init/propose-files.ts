// The files that make a repository manage Kinde, and what a person has to do about them. Writes nothing.
import { aimGithubWorkflow, aimGitlabPipeline } from './aim-workflow.js';
import type { Platform } from './choose-platform.js';
import type { Folder } from './inspect-folder.js';
import { proposeCodeOwners } from './propose-code-owners.js';
import type { Proposal } from './proposal.js';

export interface Wish {
  readonly folder: Folder;
  /** The path of the configuration, relative to the folder. */
  readonly config: string;
  /** The examples that come with kinde-sync, by their path. */
  readonly examples: ReadonlyMap<string, string>;
}

/** The examples that workflows are made from. */
export const workflowExamples: Readonly<Record<Platform, readonly string[]>> = {
  github: ['github/pull-request.yml', 'github/merge.yml', 'github/drift.yml'],
  gitlab: ['gitlab/.gitlab-ci.yml', 'gitlab/kinde-ci.mjs'],
  none: [],
};

/** Returns the workflow's files and the code owners, beside the configuration itself. */
export function proposeFiles(platform: Platform, wish: Wish): Proposal {
  if (platform === 'none') return { files: [], kept: [], advice: [] };
  const workflow = platform === 'github' ? proposeGithub(wish) : proposeGitlab(wish);
  const watched = workflow.files.map(({ path }) => `/${path}`);
  const owners = proposeCodeOwners(platform, wish.folder, [`/${wish.config}`, ...watched]);
  return {
    files: [...workflow.files, ...owners.files],
    kept: owners.kept,
    advice: [...workflow.advice, ...owners.advice],
  };
}

function proposeGithub({ folder, config, examples }: Wish): Proposal {
  const [first, ...rest] = workflowExamples.github.map((example) => ({
    path: example.replace('github/', '.github/workflows/kinde-'),
    text: aimGithubWorkflow(examples.get(example) ?? '', config),
    advice: [],
  }));
  const branch = folder.repository?.branch ?? 'main';
  const isOther = folder.repository?.hasMain === false && branch !== 'main';
  const advice = isOther ? [`The workflows are for the branch main. Here it is ${branch}: change them.`] : [];
  const files = first === undefined ? [] : [{ ...first, advice: [...settings, ...advice] }, ...rest];
  return { files, kept: [], advice: [] };
}

const settings = [
  'In the workflows, write where the action is kept in place of kinde-sync/kinde-sync@v0.1.0.',
  'In Settings > Environments, make kinde-plan, and kinde-apply with required reviewers; each with the variable KINDE_DOMAIN and the secrets KINDE_CLIENT_ID and KINDE_CLIENT_SECRET.',
];

function proposeGitlab({ folder, config, examples }: Wish): Proposal {
  const own = folder.found.get('.gitlab-ci.yml');
  const text = aimGitlabPipeline(examples.get('gitlab/.gitlab-ci.yml') ?? '', config);
  const isTheirs = own !== undefined && !own.includes('kinde-sync');
  const path = isTheirs ? '.gitlab/kinde-sync.yml' : '.gitlab-ci.yml';
  const variables = `In Settings > CI/CD > Variables, set those that the head of ${path} names.`;
  const script = { path: 'kinde-ci.mjs', text: examples.get('gitlab/kinde-ci.mjs') ?? '', advice: [] };
  return {
    files: [{ path, text, advice: [variables] }, script],
    kept: [],
    advice: isTheirs ? including : [],
  };
}

const including = [
  'There is a .gitlab-ci.yml, which stays as it is. Add to it, with your own stages before these:',
  '  include: [{ local: .gitlab/kinde-sync.yml }]',
  '  stages: [validate, plan, apply, drift]',
];
