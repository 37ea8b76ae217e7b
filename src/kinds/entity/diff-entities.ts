// The diff of an entity: compares the desired entities with those in Kinde. In an environment that does not manage the
// business, a difference is a notice and no change.
import type { EntityChange, FieldChange } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { DesiredEntity, LiveEntity } from '../../model/entities.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { findSimilarNames } from '../../likeness/similar-organizations.js';
import type { Findings } from '../kind.js';
import { keepFew } from '../few-notices.js';
import { lostOf } from '../field-items.js';
import type { EntitySpec } from './entity-spec.js';
import { isManagedFrom, listWanted } from './managed-from.js';

/** Returns the changes of an entity, sorted by key, and its notices. */
export function diffEntities(spec: EntitySpec, { desired, live }: Comparison): Findings<EntityChange> {
  const known = new Map(live.entities?.get(spec.name)?.map((one) => [one.key, one]));
  const found = listWanted(desired, spec.section).flatMap((wanted) => {
    const now = known.get(wanted.key);
    const fields = compareFields(wanted, now);
    return now !== undefined && fields.length === 0 ? [] : [{ wanted, now, fields }];
  });
  const unchanged = listWanted(desired, spec.section).length - found.length;
  if (!isManagedFrom(desired, live.environment.code))
    return { changes: [], notices: notifyElsewhere(spec, found, desired.business), unchanged };
  const created = found.flatMap(({ wanted, now }) => (now === undefined ? [wanted] : []));
  return {
    changes: found.map((one) => toChange(spec, one, live.roleHolders)),
    notices: notifySimilar(spec, created, { desired, live }),
    unchanged,
  };
}

interface Difference {
  readonly wanted: DesiredEntity;
  /** Undefined if Kinde lacks the entity. */
  readonly now: LiveEntity | undefined;
  readonly fields: readonly FieldChange[];
}

function compareFields({ fields }: DesiredEntity, now: LiveEntity | undefined): readonly FieldChange[] {
  return [...fields].flatMap(([field, { value: after }]) => {
    const before = now?.fields[field] ?? (typeof after === 'string' ? null : []);
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field, before, after }];
  });
}

function toChange(
  { name, references }: EntitySpec,
  { wanted, now, fields }: Difference,
  holders: ReadonlyMap<string, number> | undefined,
): EntityChange {
  const { key, place } = wanted;
  if (now === undefined) return { action: 'create', resource: name, key, fields, source: formatPlace(place) };
  const first = fields[0] === undefined ? undefined : wanted.fields.get(fields[0].field);
  const count = holders?.get(key);
  const isLosing = fields.some((field) => field.field === references?.field && lostOf(field).length > 0);
  return {
    action: 'update',
    resource: name,
    key,
    fields,
    ...(isLosing && count !== undefined ? { holders: count } : {}),
    source: formatPlace(first?.place ?? place),
  };
}

function notifyElsewhere(
  { name, plural }: EntitySpec,
  found: readonly Difference[],
  business: Comparison['desired']['business'],
): readonly Notice[] {
  const where = business?.managedFrom.value ?? '';
  const notices = found.map(({ wanted: { key, place }, now, fields }): Notice => {
    const what =
      now === undefined
        ? `Kinde does not have the ${name} "${key}"`
        : `The ${name} "${key}" differs from the files (${fields.map(({ field }) => field).join(', ')})`;
    const message = `${what}. The business is managed from "${where}", so nothing is changed here: plan and apply there.`;
    return { code: 'managed-elsewhere', message, source: formatPlace(place) };
  });
  return keepFew(notices, (count) => `${count} more ${plural} differ, which are managed from "${where}".`);
}

/** A key is the identity, so a changed key creates a second entity and leaves the first one as it is. */
function notifySimilar(
  { name, section }: EntitySpec,
  created: readonly DesiredEntity[],
  { desired, live }: Pick<Comparison, 'desired' | 'live'>,
): readonly Notice[] {
  if (created.length === 0) return [];
  const stated = new Set(listWanted(desired, section).map(({ key }) => key));
  const others = (live.entities?.get(name) ?? []).filter(({ key }) => !stated.has(key));
  return created.flatMap((one): readonly Notice[] => {
    const near = findNear(one, others);
    if (near === undefined) return [];
    const message = `Kinde has no ${name} "${one.key}", but "${near.key}" (${String(near.fields['name'])}). Did you mean that one? A key can't be changed: this entry creates a second ${name}, and the members of the first keep it.`;
    return [{ code: 'similar-key', message, source: formatPlace(one.place) }];
  });
}

/** Returns the first other entity with the same name, or with nearly the same key or name. */
function findNear({ key, fields }: DesiredEntity, others: readonly LiveEntity[]): LiveEntity | undefined {
  const name = fields.get('name')?.value;
  const same = others.find((other) => other.fields['name'] === name);
  if (same !== undefined || typeof name !== 'string') return same;
  const nameOf = (other: LiveEntity): string => String(other.fields['name'] ?? '');
  const nearKey = findSimilarNames(
    [key],
    others.map((other) => other.key),
  ).get(key);
  const nearName = findSimilarNames([name], others.map(nameOf)).get(name);
  return others.find((other) => other.key === nearKey || nameOf(other) === nearName);
}
