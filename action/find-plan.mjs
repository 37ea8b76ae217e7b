// Before mode apply: finds the plan that was saved for the pull request behind the merged commit, and says what it is.
import { judgeRun, openTrust } from './trust-run.mjs';
import { refuseOldPlan } from './check-order.mjs';
import { refuseOvertaken } from './check-tip.mjs';
import { openRepository } from './github.mjs';
import { findLabelProblem, nameApprovals, readApprovalLabel } from './labels.mjs';
import { toArtifactName } from './plan.mjs';
import { annotate, setOutput } from './runner.mjs';

/**
 * Sets the outputs run-id, artifact, saved-from and those of what is approved. Throws an `Error` if a saved plan is required and there is
 * none, and one with the status 3 if the checkout is not the branch's newest commit, or the plan is old.
 */
export async function findPlan(inputs) {
  const repository = openRepository(inputs);
  const tip = await refuseOvertaken(repository, inputs);
  const request = await findRequest(repository, inputs.env);
  const found = request === null ? null : await findArtifact(repository, request, inputs);
  const approvals = nameApprovals(inputs.name);
  for (const [what, approval] of Object.entries(approvals))
    if (request !== null) setOutput(`approved-${what}`, readApprovalLabel(approval, request.labels));
  const labelProblem = findLabelProblem(request?.labels, Object.values(approvals));
  if (labelProblem !== null) annotate('warning', labelProblem);
  if (found !== null) {
    await refuseOldPlan(repository, tip, inputs);
    const from = describe(found, request);
    setOutput('run-id', String(found.workflow_run.id));
    setOutput('artifact', found.name);
    setOutput('saved-from', from);
    annotate('notice', `The saved plan of ${from} is used.`);
  } else if (inputs.savedPlan === 'required') {
    throw new Error(
      'There is no saved plan for this commit, and saved-plan is "required". Nothing was applied.',
    );
  } else {
    annotate('notice', 'There is no saved plan for this commit, so apply makes a new plan.');
  }
}

async function findRequest(repository, { GITHUB_SHA: sha, GITHUB_REF_NAME: branch }) {
  const requests = await repository.list(`/commits/${sha}/pulls?per_page=100`);
  const isMerged = ({ merged_at, merge_commit_sha, base }) =>
    Boolean(merged_at) && merge_commit_sha === sha && base.ref === branch;
  return requests.find(isMerged) ?? null;
}

/** Returns the newest artifact that a run to be trusted made, or null. */
async function findArtifact(repository, request, inputs) {
  const name = toArtifactName(inputs.name, request.head.sha);
  const path = `/actions/artifacts?name=${encodeURIComponent(name)}&per_page=100`;
  const artifacts = (await repository.list(path, 'artifacts'))
    .filter((one) => one.name === name && !one.expired && isOfHead(one.workflow_run, request.head.sha))
    .sort((one, other) => other.created_at.localeCompare(one.created_at));
  if (artifacts.length === 0) return null;
  const trust = await openTrust(repository, request, inputs);
  for (const artifact of artifacts) {
    const reason = await judgeRun(repository, artifact.workflow_run.id, trust);
    if (reason === null) return artifact;
    annotate('warning', `The plan that run ${artifact.workflow_run.id} saved is not used: ${reason}.`);
  }
  return null;
}

function isOfHead(run, sha) {
  return run?.head_sha === sha && run.head_repository_id === run.repository_id;
}

function describe({ created_at: time, workflow_run: run }, { number, head }) {
  const made = new Date(time);
  const day = Number.isNaN(made.getTime())
    ? 'an unknown day'
    : made.toISOString().slice(0, 16).replace('T', ' ');
  return `commit ${head.sha.slice(0, 12)} of request ${Number(number)}, made on ${day} UTC by run ${Number(run.id)}`;
}
