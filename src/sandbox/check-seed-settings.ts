// The checks of a seed's flags, permissions, properties and invitations: none names a missing row.
import { findTwice, type SeedProblem } from './find-twice.js';
import type { SandboxSeed, SeedFeatureFlag, SeedOrganization } from './seed.js';
import { fitsType } from './state/fits-type.js';

interface Reference {
  readonly path: SeedProblem['path'];
  readonly names: readonly string[] | undefined;
}

function findUnknown(
  what: string,
  { path, names = [] }: Reference,
  known: ReadonlySet<string>,
): readonly SeedProblem[] {
  const unknown = names.filter((name) => !known.has(name));
  return unknown.map((name) => ({ path, message: `There is no ${what} ${name}.` }));
}

/** Only JSON must be valid. A seed may hold a wrong number, so that tests can try how a client reads it. */
function isBroken(flag: SeedFeatureFlag | undefined, value: string): boolean {
  return flag?.type === 'json' && !fitsType('json', value);
}

function keysOf(rows: readonly { readonly key: string }[] = []): ReadonlySet<string> {
  return new Set(rows.map(({ key }) => key));
}

/** Returns the problems of the environment's flags, permissions and properties. */
export function checkSettings({ featureFlags = {}, ...seed }: SandboxSeed): readonly SeedProblem[] {
  const misfits = Object.entries(featureFlags).filter(([, flag]) => isBroken(flag, flag.value));
  const twice = (['permissions', 'properties'] as const).flatMap((part) => {
    const rows = (seed[part] ?? []).map(({ key }, index) => ({ path: [part, index, 'key'], name: key }));
    return findTwice('key', rows);
  });
  const permissions = keysOf(seed.permissions);
  const unknown = (seed.roles ?? []).flatMap(({ permissions: names }, index) =>
    findUnknown('permission', { path: ['roles', index, 'permissions'], names }, permissions),
  );
  const connections = (seed.connections ?? []).map(({ name }, index) => ({
    path: ['connections', index, 'name'],
    name,
  }));
  return [
    ...findTwice('connection', connections),
    ...misfits.map(([key]) => ({
      path: ['featureFlags', key, 'value'],
      message: 'The value is not a JSON object or list.',
    })),
    ...twice,
    ...unknown,
  ];
}

/** Returns the problems of one organization's flags, properties and invitations. */
export function checkOwnSettings(
  { featureFlags = {}, properties = {}, invitations = [], connections }: SeedOrganization,
  at: number,
  seed: SandboxSeed,
): readonly SeedProblem[] {
  const path = ['organizations', at];
  const flags = new Map(Object.entries(seed.featureFlags ?? {}));
  const misfits = Object.entries(featureFlags).filter(([key, value]) => isBroken(flags.get(key), value));
  const ownProperties = (seed.properties ?? []).filter(({ context = 'org' }) => context === 'org');
  const flagKeys = { path: [...path, 'featureFlags'], names: Object.keys(featureFlags) };
  const propertyKeys = { path: [...path, 'properties'], names: Object.keys(properties) };
  return [
    ...findUnknown('feature flag', flagKeys, new Set(flags.keys())),
    ...misfits.map(([key]) => ({
      path: [...path, 'featureFlags', key],
      message: 'The value is not a JSON object or list.',
    })),
    ...findUnknown('property', propertyKeys, keysOf(ownProperties)),
    ...findUnknown(
      'connection',
      { path: [...path, 'connections'], names: connections },
      new Set((seed.connections ?? []).map(({ name }) => name)),
    ),
    ...invitations.flatMap(({ roles: names }, index) =>
      findUnknown('role', { path: [...path, 'invitations', index, 'roles'], names }, keysOf(seed.roles)),
    ),
  ];
}
