// A run that is started again, or that waited, has the files of its day: applied, they would take back what was merged
// since. So the checkout must be the newest commit of the branch.
import { readHead } from './git.mjs';
import { refusal } from './refusal.mjs';

/**
 * Returns the newest commit of the branch, or null for a run that is of no branch. Throws an `Error` with the status 3 if the
 * checkout is another commit.
 */
export async function refuseOvertaken(repository, inputs) {
  const { GITHUB_REF_NAME: branch = '', GITHUB_REF_TYPE: type = 'branch', GITHUB_SHA: sha } = inputs.env;
  if (type !== 'branch') return null;
  const tip = await readTip(repository, branch);
  const here = (await readHead(inputs.folder)) ?? sha;
  if (here === tip) return tip;
  const message =
    `The checkout is at ${here.slice(0, 12)}, and ${branch} is at ${tip.slice(0, 12)} now: what was merged ` +
    'since would be undone. Nothing was applied. Give actions/checkout "ref: ${{ github.ref_name }}" and run the job again.';
  throw refusal(message);
}

async function readTip(repository, branch) {
  return (await repository.call('GET', `/git/ref/heads/${encodePath(branch)}`)).object.sha;
}

/** Returns a path or a branch as a part of an address. */
export const encodePath = (path) => path.split('/').map(encodeURIComponent).join('/');

/** Returns whether the history of a commit has another one. A commit that GitHub does not know is in no history. */
export async function isAncestor(repository, ancestor, commit) {
  if (![ancestor, commit].every((sha) => /^[0-9a-f]{40,64}$/.test(sha ?? ''))) return false;
  if (ancestor === commit) return true;
  const compared = await repository.find(`/compare/${ancestor}...${commit}?per_page=1`);
  return compared?.status === 'ahead' || compared?.status === 'identical';
}
