// The one pull request with what pull writes: a branch of its own, made through the API of GitHub. A branch that somebody
// else has pushed to is left alone.
import { openRepository } from './github.mjs';
import { pullChanges } from './pull.mjs';
import { annotate } from './runner.mjs';
import { toBody, toMark } from './sticky.mjs';

const subject = 'Copy the state of Kinde into the files';

/**
 * Opens or updates the pull request and returns its number; null if pull changes no file, or somebody else wrote its branch.
 * Throws an `Error`.
 */
export async function proposePull(inputs) {
  const target = toTarget(inputs);
  const { head, files } = await pullChanges(inputs);
  const repository = openRepository(inputs);
  const open = await findOpen(repository, target, inputs);
  if (files.length === 0) {
    await close(repository, open, inputs);
    return null;
  }
  const tip = await readTip(repository, target);
  if (tip !== null && !isOurs(tip, inputs)) {
    const why = `Another person has pushed to the branch ${target.branch}, so it is not updated, and part of it may not come from pull. Review it, or delete it.`;
    annotate('warning', why);
    if (open !== undefined)
      await repository.call('PATCH', `/pulls/${open.number}`, {
        body: toBody(toMark('pull', inputs), why, inputs),
      });
    return null;
  }
  const isNew = await moveBranch(repository, { tip, target, head, files });
  if (open === undefined) return openRequest(repository, target, inputs);
  if (isNew) await repository.call('PATCH', `/pulls/${open.number}`, { body: toText(inputs) });
  return open.number;
}

/** Closes the pull request, if one is open, with a comment. Its branch stays. */
export async function closePull(inputs) {
  const repository = openRepository(inputs);
  await close(repository, await findOpen(repository, toTarget(inputs), inputs), inputs);
}

async function close(repository, open, inputs) {
  if (open === undefined) return;
  const body = toBody('', 'There is no longer anything to copy into the files.', inputs);
  await repository.call('POST', `/issues/${open.number}/comments`, { body });
  await repository.call('PATCH', `/pulls/${open.number}`, { state: 'closed' });
}

function toTarget({ name, env }) {
  const { GITHUB_REF_NAME: base = '', GITHUB_REF_TYPE: type = 'branch', GITHUB_REPOSITORY: repository } = env;
  if (type !== 'branch' || base === '') throw new Error('pull: true needs a run on a branch.');
  if (/\.\.|\.$|\.lock$/.test(name))
    throw new Error(
      'With pull: true, name becomes part of a branch: it has no "..", no dot and no ".lock" at its end.',
    );
  const branch = `kinde-sync/pull-${name}`;
  return { name, base, branch, owner: repository.split('/')[0], repository };
}

async function findOpen(repository, { branch, base, owner, repository: full }, inputs) {
  const head = encodeURIComponent(`${owner}:${branch}`);
  const requests = await repository.list(`/pulls?state=open&head=${head}&per_page=100`);
  return requests.find(
    (one) =>
      one.head.ref === branch &&
      one.head.repo?.full_name === full &&
      one.base.ref === base &&
      one.user?.login === inputs.author,
  );
}

/** Returns the newest commit of the branch; null where there is no branch. */
async function readTip(repository, { branch }) {
  const ref = await repository.find(`/git/ref/heads/${branch}`);
  return ref === null ? null : repository.call('GET', `/commits/${ref.object.sha}?per_page=1`);
}

/** Returns whether the action made the commit: anything else on the branch is somebody's work. */
function isOurs({ author: person, commit }, { author, name }) {
  return person?.login === author && commit.message === toMessage(name);
}

const toMessage = (name) => `${subject} (${name})`;

/** Returns whether the branch has a new commit: it has none where the present one is the same. */
async function moveBranch(repository, { tip, target, head, files }) {
  const tree = await makeTree(repository, { head, files });
  if (tip?.commit.tree.sha === tree && tip.parents.every(({ sha }) => sha === head)) return false;
  const made = { message: toMessage(target.name), tree, parents: [head] };
  const { sha } = await repository.call('POST', '/git/commits', made);
  if (tip === null) await repository.call('POST', '/git/refs', { ref: `refs/heads/${target.branch}`, sha });
  else await repository.call('PATCH', `/git/refs/heads/${target.branch}`, { sha, force: true });
  return true;
}

async function makeTree(repository, { head, files }) {
  const tree = [];
  for (const { path, mode, bytes } of files) {
    const blob = { content: bytes.toString('base64'), encoding: 'base64' };
    const { sha } = await repository.call('POST', '/git/blobs', blob);
    tree.push({ path, mode, type: 'blob', sha });
  }
  const { tree: base } = await repository.call('GET', `/git/commits/${head}`);
  return (await repository.call('POST', '/git/trees', { base_tree: base.sha, tree })).sha;
}

async function openRequest(repository, { branch, base }, inputs) {
  const request = { title: toMessage(inputs.name), head: branch, base, body: toText(inputs) };
  return (await repository.call('POST', '/pulls', request)).number;
}

function toText(inputs) {
  const text = [
    'Kinde was changed and the files were not. This pull request writes the state of Kinde into the files.',
    'Merge it to keep the changes. To make Kinde match the files instead, close it and apply the configuration.',
  ].join('\n\n');
  return toBody(toMark('pull', inputs), text, inputs);
}
