// The diff of a collection: compares the desired values with those in Kinde.
import type { FieldChange, OrganizationRef, ValueChange } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { environmentCode, listPrivateKeys, valuesOf } from '../../model/values.js';
import type { DesiredValue, LiveValue, LiveValues } from '../../model/values.js';
import type { CollectionSpec } from './collection-spec.js';
import type { Findings } from '../kind.js';

/**
 * Returns the changes of a collection, and one notice for each value whose type this version can't read. An
 * organization that does not exist yet has the inherited values.
 */
export function diffValues(
  spec: CollectionSpec,
  { desired, live, organizations }: Comparison,
): Findings<ValueChange> {
  const { parent, section, name, noun, inherits = name, definitions } = spec;
  const privateKeys = listPrivateKeys(live.values, definitions?.name);
  const notices: Notice[] = [];
  const pass = (wanted: readonly DesiredValue[], now: Keyed, ref?: OrganizationRef) =>
    wanted.filter((one) => {
      if (!isUnreadable(now.get(one.key)) && !isUnreadable(inherited.get(one.key))) return true;
      notices.push(notifyUnreadable(noun, one, ref));
      return false;
    });
  const inherited = keyed(live.values, inherits, environmentCode);
  const found =
    parent === 'environment'
      ? diffParent(spec, pass(desired.environment.values.get(section) ?? [], inherited), {
          now: inherited,
          inherited,
          privateKeys,
        })
      : organizations.flatMap((pair) => {
          const code = pair.live?.code;
          const now = code === undefined ? inherited : keyed(live.values, name, code);
          const wanted = pair.desired.values.get(section) ?? [];
          return diffParent(spec, pass(wanted, now, pair.ref), { now, inherited, privateKeys }, pair.ref);
        });
  const changes = found.filter((change) => change !== null);
  return { changes, notices, unchanged: found.length - changes.length };
}

/** Returns whether the value has a type that this version can't read. Such a value is neither compared nor written. */
function isUnreadable(value: LiveValue | undefined): boolean {
  return value?.type === 'unknown';
}

function notifyUnreadable(
  noun: string,
  { key, place }: DesiredValue,
  organization?: OrganizationRef,
): Notice {
  return {
    code: 'unknown-flag-type',
    message: `The ${noun} "${key}" has a type in Kinde that kinde-sync does not know, so it is not changed. Set it in Kinde, and remove it from the file.`,
    ...(organization === undefined ? {} : { organization }),
    source: formatPlace(place),
  };
}

type Keyed = ReadonlyMap<string, LiveValue>;

function keyed(values: LiveValues, name: string, code: string): Keyed {
  return new Map((valuesOf(values, name, code) ?? []).map((one) => [one.key, one]));
}

interface Known {
  readonly now: Keyed;
  readonly inherited: Keyed;
  readonly privateKeys: ReadonlySet<string>;
}

/** Returns one item a desired value: its change, or null if it is unchanged. */
function diffParent(
  { prefix, resource }: CollectionSpec,
  wanted: readonly DesiredValue[],
  { now, inherited, privateKeys }: Known,
  organization?: OrganizationRef,
): readonly (ValueChange | null)[] {
  return wanted.map(({ key, value, place }) => {
    const before = now.get(key)?.value ?? null;
    if (before === (value ?? inherited.get(key)?.value ?? null)) return null;
    const field: FieldChange = { field: `${prefix}${key}`, before, after: value };
    const change = { action: 'update', fields: [field], source: formatPlace(place) } as const;
    return resource === 'environment' || organization === undefined
      ? { ...change, resource: 'environment' }
      : { ...change, resource, organization, ...(privateKeys.has(key) ? { isPrivate: true } : {}) };
  });
}
