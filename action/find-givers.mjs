// The files of workflows that a pull request changes and that may give variables to the configuration, such as ${ADMIN}. The files of
// the configuration stay as they are then, and still mean something else.
import { runGit } from './git.mjs';

/** A line that names the version of an action, which bots update every week. */
const version = /^([+-])\s*(?:-\s+)?uses:\s+([^\s@]+)@\S+(?:\s+#.*)?$/;

/** Returns the paths in the repository, sorted; null where git can't tell. */
export async function findGivers({ base, folder, env }) {
  const root = (await runGit(folder, ['rev-parse', '--show-toplevel']))?.trimEnd();
  if (!root) return null;
  const range = [base.slice(4), 'HEAD'];
  const names = await runGit(root, [...compare, '--name-only', '-z', ...range]);
  if (names === null) return null;
  const own = readOwnPath(env);
  const found = [];
  for (const path of names.split('\0').filter(isOfWorkflow).sort()) {
    if (path.startsWith(workflows) && path !== own && !(await namesKinde(root, path, range))) continue;
    const changes = await runGit(root, [...compare, '--unified=0', ...range, '--', path]);
    if (changes === null || changesMore(changes)) found.push(path);
  }
  return found;
}

const compare = ['diff', '--no-ext-diff', '--no-textconv', '--no-renames', '--no-color'];
const workflows = '.github/workflows/';

function isOfWorkflow(path) {
  return (
    path.startsWith(workflows) || path.startsWith('.github/actions/') || /(^|\/)action\.ya?ml$/.test(path)
  );
}

/** Returns whether more than the versions of actions differs; `changes` has no lines around the changed ones. */
function changesMore(changes) {
  const lines = changes.slice(changes.indexOf('\n@@')).split('\n');
  const changed = lines.filter((line) => /^[+-]/.test(line)).map((line) => version.exec(line));
  const namesOf = (sign) => changed.flatMap((one) => (one?.[1] === sign ? [one[2]] : [])).join('\n');
  return changed.length === 0 || changed.includes(null) || namesOf('-') !== namesOf('+');
}

/** Returns whether the workflow runs kinde-sync or gives its settings, before the pull request or after it. */
async function namesKinde(root, path, commits) {
  const texts = await Promise.all(commits.map((commit) => runGit(root, ['show', `${commit}:${path}`])));
  return texts.some((text) => /kinde/i.test(text ?? ''));
}

function readOwnPath({ GITHUB_WORKFLOW_REF: reference = '' }) {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(reference)?.[1] ?? null;
}
