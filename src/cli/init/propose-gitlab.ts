// The pipeline for GitLab CI. One that is there is never touched; ours then stands beside it, to be included.
import { aimGitlabPipeline } from './aim-workflow.js';
import type { Proposal, Wish } from './proposal.js';

export const gitlabExamples = ['gitlab/.gitlab-ci.yml', 'gitlab/kinde-ci.mjs'] as const;

const usual = '.gitlab-ci.yml';

/** Returns the pipeline, its script, and the lines by which a pipeline of their own includes it. */
export function proposeGitlab({ folder, config, examples }: Wish): Proposal {
  const [pipeline, script] = gitlabExamples;
  const own = folder.found.get(usual);
  const isTheirs = own !== undefined && !own.includes('kinde-sync');
  const path = isTheirs ? '.gitlab/kinde-sync.yml' : usual;
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

const including = [
  'There is a .gitlab-ci.yml, which init does not change. Add to it, after your own stages:',
  '  include: [{ local: .gitlab/kinde-sync.yml }]',
  '  stages: [validate, plan, apply, drift]',
];
