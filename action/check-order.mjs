// A saved plan is of one merge. It is old once another merge was applied after it, and strange where its merge is no longer
// in the history of the branch: then it says nothing about the files that run.
import { isAncestor } from './check-tip.mjs';
import { refusal } from './refusal.mjs';
import { toOwnPath } from './trust-run.mjs';

/** Throws an `Error` with the status 3 if the plan that was saved for the merge is not to be used any more; `tip` is the branch's. */
export async function refuseOldPlan(repository, tip, inputs) {
  const merge = inputs.env.GITHUB_SHA;
  if (!(await isAncestor(repository, merge, tip)))
    throw oldPlan(`The commit ${merge.slice(0, 12)} is not in the history of the branch any more`);
  const later = await findLaterApply(repository, inputs);
  if (later !== null)
    throw oldPlan(
      `Run ${Number(later.id)} has succeeded since, on commit ${String(later.head_sha).slice(0, 12)}`,
    );
}

function oldPlan(why) {
  const message = `${why}, so the plan that was saved for this merge does not count. Nothing was applied. Start the workflow by hand to plan and apply the current files.`;
  return refusal(message);
}

/** Returns a run of this workflow that succeeded after the first attempt of this one began, on this commit or a later one. */
async function findLaterApply(repository, { env }) {
  const own = await repository.call('GET', `/actions/runs/${Number(env.GITHUB_RUN_ID)}`);
  const file = toOwnPath(env).split('/').at(-1);
  const asked = new URLSearchParams({
    ...{ branch: env.GITHUB_REF_NAME, status: 'success', per_page: '100' },
    created: `>=${own.created_at}`,
  });
  const path = `/actions/workflows/${encodeURIComponent(file)}/runs?${asked.toString()}`;
  for (const run of await repository.list(path, 'workflow_runs')) {
    const isOther = run.id !== own.id && run.head_branch === env.GITHUB_REF_NAME;
    if (isOther && (await isAncestor(repository, env.GITHUB_SHA, run.head_sha))) return run;
  }
  return null;
}
