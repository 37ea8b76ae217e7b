// The workflows for GitHub Actions. Where a workflow uses kinde-sync already, there are none: a second one beside it
// would plan and apply everything twice.
import type { FileOutcome } from '../../model/start.js';
import { aimGithubWorkflow } from './aim-workflow.js';
import type { Folder } from './inspect-folder.js';
import type { Proposal, Wish } from './proposal.js';

export const githubExamples = ['github/pull-request.yml', 'github/merge.yml', 'github/drift.yml'] as const;

/** Returns the three workflows, or what is kept in their place. */
export function proposeGithub({ folder, config, examples }: Wish): Proposal {
  const files = githubExamples.map((example) => ({
    path: example.replace('github/', '.github/workflows/kinde-'),
    text: aimGithubWorkflow(examples.get(example) ?? '', config),
    advice: adviseOn(folder),
  }));
  const others = folder.workflows.filter((path) => files.every((file) => file.path !== path));
  if (others.length > 0) return { files: [], kept: others.map(keep), advice: [] };
  return { files, kept: [], advice: [] };
}

function keep(path: string): FileOutcome {
  return { path, outcome: 'kept', reason: 'it uses kinde-sync, so no workflow is written beside it' };
}

function adviseOn({ repository }: Folder): readonly string[] {
  const branch = repository?.branch ?? 'main';
  const isOther = repository?.hasMain === false && branch !== 'main';
  return [
    'In the workflows, replace kinde-sync/kinde-sync@v0.1.0 with the place of the action.',
    'In Settings > Environments, create kinde-plan, and kinde-apply with required reviewers; each with the variable KINDE_DOMAIN and the secrets KINDE_CLIENT_ID and KINDE_CLIENT_SECRET.',
    ...(isOther ? [`The workflows are for the branch main. Here it is ${branch}: change them.`] : []),
  ];
}
