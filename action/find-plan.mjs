// Before mode apply: finds the plan that was kept for the pull request behind the merged commit. An artifact counts
// only if a pull request's run at exactly the merged head made it, in this repository: anyone who can push a branch
// can upload an artifact under any name.
import { openRepository } from './github.mjs';
import { readApprovalLabel } from './inputs.mjs';
import { toArtifactName } from './plan.mjs';
import { annotate, setOutput } from './runner.mjs';

/** Sets the outputs run-id, artifact and approved. Throws an `Error` if a kept plan is required and there is none. */
export async function findPlan(inputs) {
  const repository = openRepository(inputs);
  const request = await findRequest(repository, inputs.env);
  const run = request === null ? null : await findRun(repository, request, inputs.name);
  if (request !== null) setOutput('approved', readApprovalLabel(request.labels));
  if (run !== null) {
    setOutput('run-id', String(run));
    setOutput('artifact', toArtifactName(inputs.name, request.head.sha));
  } else if (inputs.keptPlan === 'required') {
    throw new Error(
      'There is no kept plan for this commit, and kept-plan is "required". Nothing was applied.',
    );
  } else {
    annotate('notice', 'There is no kept plan for this commit: the configuration is planned anew.');
  }
}

async function findRequest(repository, { GITHUB_SHA: sha, GITHUB_REF_NAME: branch }) {
  const requests = await repository.list(`/commits/${sha}/pulls?per_page=100`);
  const isMerged = ({ merged_at, merge_commit_sha, base }) =>
    Boolean(merged_at) && merge_commit_sha === sha && base.ref === branch;
  return requests.find(isMerged) ?? null;
}

async function findRun(repository, { head }, name) {
  const artifact = encodeURIComponent(toArtifactName(name, head.sha));
  const artifacts = await repository.list(`/actions/artifacts?name=${artifact}&per_page=100`, 'artifacts');
  const ids = artifacts
    .filter(({ expired, workflow_run: run }) => !expired && isOfHead(run, head.sha))
    .sort((one, other) => other.created_at.localeCompare(one.created_at))
    .map(({ workflow_run: run }) => run.id);
  for (const id of new Set(ids)) {
    const { event } = await repository.call('GET', `/actions/runs/${id}`);
    if (event === 'pull_request') return id;
  }
  return null;
}

function isOfHead(run, sha) {
  return run?.head_sha === sha && run.head_repository_id === run.repository_id;
}
