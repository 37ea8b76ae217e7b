// `--base`: loads the configuration that was agreed on before, from another path or from a git ref.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readCommit } from './git/read-commit.js';
import type { Base, FileTree } from '../model/base.js';
import { defaultPaths } from '../model/default-paths.js';
import { dayOf } from '../model/day.js';
import { defaultSafety, noEnvironment } from '../model/desired.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { UsageError } from '../model/errors.js';
import { formatPlace } from '../model/place.js';
import { loadConfiguration } from '../stories/load-configuration.js';
import { narrowToShared } from '../validate/narrow-desired.js';
import { readVariables } from './options/options.js';
import type { PlanningOptions } from './options/options.js';
import type { World } from './world.js';

const gitPrefix = 'git:';

type BaseOptions = PlanningOptions & { readonly base: string; readonly on?: string };

/**
 * Returns the base's configuration: an empty one if it has no file, a problem if it is invalid. With `--organization` it is
 * narrowed like the plan's own. Throws `UsageError` (`unknown-base`).
 */
export async function loadBase(world: World, options: BaseOptions, head: DesiredState): Promise<Base> {
  const loaded = await loadConfiguration(await findBase(world, options));
  const errors = loaded.diagnostics.filter(
    ({ severity, code }) => severity === 'error' && code !== 'no-configuration',
  );
  if (errors.length > 0) return { desired: null, problem: describeErrors(errors) };
  const desired = loaded.desired ?? nothing;
  const isNarrowed = (options.organization ?? []).length > 0;
  return { desired: isNarrowed ? narrowToShared(desired, head) : desired, problem: null };
}

/** A limit that no plan reaches. */
const anything = { count: Infinity, percent: 100 };

/** The meaning of a base without files: nothing was managed, and nothing forbidden. */
const nothing: DesiredState = {
  environment: noEnvironment,
  safety: { ...defaultSafety, maxRemovals: anything, maxRemovedPeople: anything, maxInvitations: Infinity },
  organizations: [],
};

async function findBase(
  world: World,
  options: BaseOptions,
): Promise<Parameters<typeof loadConfiguration>[0]> {
  const { base, config } = options;
  const env = await readVariables(world, options);
  const { cwd } = world;
  const day = options.on ?? dayOf(world.now());
  if (base.startsWith(gitPrefix)) {
    const ref = base.slice(gitPrefix.length);
    const { paths, files } = await readCommit(ref, config ?? defaultPaths, { cwd, env: world.env });
    return { paths: config === undefined ? chooseDefault(paths, files) : paths, cwd, env, day, tree: files };
  }
  if (base === '' || (await stat(resolve(cwd, base)).catch(() => null)) === null) throw absenceError(base);
  return { paths: [base], cwd, env, day, now: world.now() };
}

/** Returns the first default path that the commit has, as without `--config`. */
function chooseDefault(paths: readonly string[], files: FileTree): readonly string[] {
  const names = [...files.keys()];
  return paths.filter((path) => names.some((name) => `${name}/`.startsWith(`${path}/`))).slice(0, 1);
}

function absenceError(base: string): UsageError {
  return new UsageError('unknown-base', `--base ${base}: no such file or folder.`, {
    hint: 'Give the path of a configuration, or git:REF for the same paths at a git ref.',
  });
}

function describeErrors([first, ...rest]: readonly Diagnostic[]): string {
  const where = first?.place === undefined ? '' : `, ${formatPlace(first.place)} there`;
  const others = rest.length === 0 ? '' : `, and ${rest.length} more`;
  return `It is not valid: ${first?.message ?? ''} (${first?.code ?? ''}${where}${others})`;
}
