// A pull request that leaves the configuration and its variables as they are needs no plan. Git compares the trees of base and
// checkout; every doubt counts as a change.
import { readFileSync, realpathSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { findGivers } from './find-givers.mjs';
import { runGit } from './git.mjs';

const usual = ['kinde.yaml', 'kinde.yml', 'kinde'];
const attested = 'kinde.attested.yaml';

/**
 * Returns whether the pull request may change the configuration, its attestations, its env files, or the variables that workflows give;
 * the paths that were compared, and the files of workflows that may give variables.
 */
export async function findTouched(inputs) {
  const { base, pullRequest } = inputs;
  const unknown = { isTouched: true, paths: [], givers: [] };
  if (pullRequest === null || !/^git:[0-9a-f]{40,64}$/.test(base)) return unknown;
  const givers = await findGivers(inputs);
  if (givers === null || readsMore(inputs)) return { ...unknown, givers: givers ?? [] };
  const paths = [...listPaths(inputs), ...(await listEnvFiles(inputs))];
  return { isTouched: givers.length > 0 || (await touchesPaths(inputs, paths)), paths, givers };
}

async function touchesPaths(inputs, paths) {
  const { base, folder } = inputs;
  if (['.', ...paths].some((path) => isLinked(path, inputs))) return true;
  const tree = await runGit(folder, ['ls-tree', '-r', 'HEAD', '--', ...paths]);
  if (tree === null) return true;
  const modes = tree.split('\n').flatMap((line) => line.split(' ', 1)[0] || []);
  // A link leads to a file whose path is not among these.
  if (modes.length === 0 || !modes.every((mode) => mode.startsWith('100'))) return true;
  const compare = ['diff', '--quiet', '--no-ext-diff', '--no-textconv'];
  return (await runGit(folder, [...compare, base.slice(4), 'HEAD', '--', ...paths])) === null;
}

/** Returns whether a link leads to the path. Git does not follow it, so changes behind it would not be seen. */
function isLinked(path, { folder, env }) {
  const root = env.GITHUB_WORKSPACE || folder;
  try {
    const real = relative(realpathSync(root), realpathSync(join(folder, path)));
    return real !== relative(root, join(folder, path));
  } catch {
    // There is no such file. If the pull request deleted it, the trees differ.
    return false;
  }
}

/** Returns whether something else than the inputs decides which files are read. */
function readsMore({ arguments: args, env, envFiles, folder }) {
  if ((env.KINDE_SYNC_CONFIG ?? '') !== '') return true;
  if (args.some((one) => /^(-c|--config|--env-file)/.test(one))) return true;
  return envFiles.some((file) => readText(join(folder, file)).includes('KINDE_SYNC_CONFIG'));
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'KINDE_SYNC_CONFIG';
  }
}

/** Returns where the configuration is, as far as the inputs and the variables of the step say it. */
export function listConfigPaths({ config, env }) {
  const given = config.length > 0 ? config : readPaths(env);
  return given.length > 0 ? given : usual;
}

function readPaths({ KINDE_SYNC_CONFIG: paths = '' }) {
  return paths
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

function listPaths(inputs) {
  const read = listConfigPaths(inputs);
  return [...new Set([...read, ...read.map((path) => posix.join(posix.dirname(path), attested))])];
}

// A merge is applied to all environments, so the file of another one counts, too: what is applied was planned.
async function listEnvFiles({ envFiles, folder }) {
  const folders = [...new Set(envFiles.map((path) => `${posix.dirname(path)}/`))];
  if (folders.length === 0) return [];
  const text = await runGit(folder, ['ls-tree', '-z', '--name-only', 'HEAD', '--', ...folders]);
  return [...envFiles, ...(text ?? '').split('\0').filter((name) => name.endsWith('.env'))];
}
