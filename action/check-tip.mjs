// A run that is started again, or that waited, has the files of its day: applied, they would take back what was merged
// since. So the checkout must be the newest commit of the branch.
import { readHead } from './git.mjs';

/** Throws an `Error` with the status 3 if the checkout is not what the branch is at now. */
export async function refuseOvertaken(repository, { folder, env }) {
  const { GITHUB_REF_NAME: branch = '', GITHUB_REF_TYPE: type = 'branch', GITHUB_SHA: sha } = env;
  if (type !== 'branch') return;
  const path = branch.split('/').map(encodeURIComponent).join('/');
  const { object } = await repository.call('GET', `/git/ref/heads/${path}`);
  const here = (await readHead(folder)) ?? sha;
  if (here === object.sha) return;
  const message =
    `The checkout is at ${here.slice(0, 12)}, and ${branch} is at ${object.sha.slice(0, 12)} by now: what was merged ` +
    'since would be taken back. Nothing was applied. Give actions/checkout "ref: ${{ github.ref_name }}" and run the job again.';
  throw Object.assign(new Error(message), { status: 3 });
}
