// Before mode undo: finds the journal that a run of apply kept as an artifact, and checks that it is one.
import { encodePath, isAncestor, refuseOvertaken } from './check-tip.mjs';
import { refusal } from './refusal.mjs';
import { openRepository } from './github.mjs';
import { annotate, setOutput } from './runner.mjs';
import { judgeApply, toPath } from './trust-run.mjs';

/**
 * Sets the outputs run-id, artifact and journal-of; none where the journal is a path. Throws an `Error` if there is no such
 * journal, and one with the status 3 if the run is not to be trusted or the checkout is not the branch's newest commit.
 */
export async function findJournal(inputs) {
  const { journal, journalRun } = inputs;
  if ((journal === '') === (journalRun === null))
    throw new Error(
      'Mode undo takes the journal of a run (journal-run) or a file (journal): give one of the two.',
    );
  const repository = openRepository(inputs);
  const tip = await refuseOvertaken(repository, inputs);
  if (journalRun === null) return;
  const run = await repository.call('GET', `/actions/runs/${journalRun.id}`);
  const reason = judgeApply(run, inputs) ?? (await findStrange(repository, run, tip));
  if (reason !== null)
    throw refusal(`The journal of run ${journalRun.id} is not used: ${reason}. Nothing was changed.`);
  const artifact = await findArtifact(repository, inputs);
  setOutput('run-id', String(journalRun.id));
  setOutput('artifact', artifact.name);
  setOutput('journal-of', `run ${journalRun.id}, commit ${String(run.head_sha).slice(0, 12)}`);
  annotate('notice', `The journal ${artifact.name} is used.`);
}

// A tag may have the name of the branch, and be at a commit that the branch got by a merge but never stood at: its workflow
// may be one that nobody reviewed. So the run's commit must have the workflow that the branch has now.
async function findStrange(repository, { head_sha: sha, path }, tip) {
  if (!(await isAncestor(repository, sha, tip))) return 'its commit is not on the branch';
  if (sha === tip || (await hasSameWorkflow(repository, toPath({ path }), [sha, tip]))) return null;
  return 'its workflow, or an action in .github/actions, was another than the branch has now. Download the journal, read it, and give its path as journal, or run kinde-sync undo yourself';
}

async function hasSameWorkflow(repository, path, commits) {
  const [one, other] = await Promise.all(
    commits.map(async (commit) => {
      const workflow = await repository.find(`/contents/${encodePath(path)}?ref=${commit}`);
      const beside = await repository.find(`/contents/.github?ref=${commit}`);
      const actions = Array.isArray(beside) ? beside.find(({ name }) => name === 'actions') : undefined;
      return workflow === null ? null : JSON.stringify([workflow.sha, actions?.sha ?? null]);
    }),
  );
  return one !== null && one === other;
}

async function findArtifact(repository, { name, journalRun: { id, attempt } }) {
  const artifacts = await repository.list(`/actions/runs/${id}/artifacts?per_page=100`, 'artifacts');
  const start = `${name}-journal-${id}-`;
  const own = artifacts.filter(
    (one) => one.name.startsWith(start) && /^\d+$/.test(one.name.slice(start.length)),
  );
  const found = own.filter((one) => attempt === null || one.name === `${start}${attempt}`);
  const [artifact, ...others] = found.filter(({ expired }) => !expired);
  if (artifact !== undefined && others.length === 0) return artifact;
  if (artifact !== undefined)
    throw new Error(
      `Run ${id} has journals of several attempts. Give journal-run with one of them: ${listAttempts(found, start, id)}.`,
    );
  throw new Error(
    found.length > 0
      ? `The journal of run ${id} has expired. Give journal the path of a copy.`
      : `Run ${id} keeps no journal of ${name}. Check journal-run and name.`,
  );
}

function listAttempts(artifacts, start, id) {
  return artifacts.map((one) => `${id}-${one.name.slice(start.length)}`).join(', ');
}
