// Which run's plan counts. Whoever can push a branch can upload an artifact under any name, from a workflow that the
// branch brings along: only the workflow of the protected branch is trusted, as this request ran it.
import { ofBranch } from './inputs.mjs';

/** Where init writes the workflows that plan and apply. */
const usual = '.github/workflows/kinde-pull-request.yml';
const usualApply = '.github/workflows/kinde-merge.yml';

/** Returns what a run is judged by: the workflows that may plan, the request's branch, and why no run counts, or null. */
export async function openTrust(repository, request, { planWorkflow, env }) {
  return {
    workflows: planWorkflow === '' ? [readOwnPath(env) ?? usual, usual] : [planWorkflow],
    branch: request.head.ref,
    reason: await findReason(repository, request),
  };
}

/** Returns why the plan of a run does not count, or null. */
export async function judgeRun(repository, id, { workflows, branch, reason }) {
  const run = await repository.call('GET', `/actions/runs/${Number(id)}`);
  if (run.event !== 'pull_request') return 'a pull request did not start it';
  if (!workflows.includes(toPath(run))) return 'a workflow other than plan-workflow made it';
  if (run.head_branch !== branch) return 'it ran for another branch';
  return reason;
}

/** Returns why the journal of a run does not count, or null. It must be of a run that applied on this branch. */
export function judgeApply(run, { applyWorkflow, env }) {
  const workflows = applyWorkflow === '' ? [toOwnPath(env), usualApply] : [applyWorkflow];
  if (run.status !== 'completed') return 'it has not ended yet';
  if (!ofBranch.includes(run.event)) return 'the protected branch did not start it';
  if (!workflows.includes(toPath(run))) return 'a workflow other than apply-workflow made it';
  if (run.head_repository?.full_name !== env.GITHUB_REPOSITORY) return 'it belongs to another repository';
  return run.head_branch === env.GITHUB_REF_NAME ? null : 'it ran for another branch';
}

/** Returns the path of the workflow that applies now; where it is not known, of the one that init writes. */
export function toOwnPath(env) {
  return readOwnPath(env) ?? usualApply;
}

/** Returns the path of the workflow that runs now, if it is known. */
function readOwnPath({ GITHUB_WORKFLOW_REF: reference = '' }) {
  return /^[^/]+\/[^/]+\/(.+)@/.exec(reference)?.[1];
}

/** Returns the path of a run's workflow, without the ref that GitHub may add. */
export function toPath({ path }) {
  return String(path ?? '').replace(/@.*$/, '');
}

// A request's run takes its workflows from the merge of head and base: they are the base's own where the request
// changes none of them, and the base is the protected branch where no request of this head ever had another.
async function findReason(repository, { number, head, base }) {
  const files = await repository.list(`/pulls/${number}/files?per_page=100`);
  const names = files.flatMap((file) => [file.filename, file.previous_filename ?? '']);
  // GitHub lists no more.
  if (files.length >= 3000)
    return 'the request changes too many files to tell whether workflows are among them';
  if (names.some((name) => /^\.github\/(workflows|actions)\//.test(name)))
    return 'the request changes workflows, so that they are not those of the protected branch';
  const owner = head.repo?.owner?.login ?? '';
  const from = encodeURIComponent(`${owner}:${head.ref}`);
  const siblings = await repository.list(`/pulls?state=all&head=${from}&per_page=100`);
  if (siblings.some((one) => one.head.sha === head.sha && one.base.ref !== base.ref))
    return 'its commit is also in a request to another branch';
  const events = await repository.list(`/issues/${number}/events?per_page=100`);
  if (events.some(({ event }) => event === 'base_ref_changed'))
    return 'the request was for another branch before';
  return null;
}
