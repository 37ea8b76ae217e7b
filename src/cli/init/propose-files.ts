// The files that make a repository manage Kinde, and what a person has to do about them. Writes nothing.
import type { Platform } from './choose-platform.js';
import type { Proposal, Wish } from './proposal.js';
import { proposeCodeOwners } from './propose-code-owners.js';
import { githubExamples, proposeGithub } from './propose-github.js';
import { gitlabExamples, proposeGitlab } from './propose-gitlab.js';

/** The examples that workflows are made from. */
export const workflowExamples: Readonly<Record<Platform, readonly string[]>> = {
  github: githubExamples,
  gitlab: gitlabExamples,
  none: [],
};

/** Returns the workflow's files and the code owners, beside the configuration itself. */
export function proposeFiles(platform: Platform, wish: Wish): Proposal {
  if (platform === 'none') return { files: [], kept: [], advice: [] };
  const workflow = platform === 'github' ? proposeGithub(wish) : proposeGitlab(wish);
  const watched = [...workflow.files, ...workflow.kept].map(({ path }) => `/${path}`);
  const owners = proposeCodeOwners(platform, wish.folder, [`/${wish.config}`, ...watched]);
  return {
    files: [...workflow.files, ...owners.files],
    kept: [...workflow.kept, ...owners.kept],
    advice: [...workflow.advice, ...owners.advice],
  };
}
