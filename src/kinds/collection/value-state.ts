// The state of one value in Kinde: whether its change is done, and the change that takes it back.
import type { Change, OrganizationRef, ValueChange } from '../../model/change.js';
import { environmentCode } from '../../model/values.js';
import { isPrivate } from '../change-words.js';
import type { CollectionSpec } from './collection-spec.js';
import type { Inversion, KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { conflict, statusOfFields } from '../status.js';
import type { Status } from '../status.js';

/** Returns null for a value of the environment. */
export function organizationOf(change: ValueChange): OrganizationRef | null {
  return 'organization' in change ? change.organization : null;
}

/** Returns null for an organization that does not exist yet. */
function codeOf(change: ValueChange, ids: KnownIds): string | null {
  const organization = organizationOf(change);
  return organization === null ? environmentCode : ids.codeOf(organization);
}

/** Returns the status of the change. */
export function statusOfValue(
  spec: CollectionSpec,
  change: ValueChange,
  live: LiveIndex,
  ids: KnownIds,
): Status {
  const code = codeOf(change, ids);
  const { name, prefix, noun, plural, inherits = name } = spec;
  const organization = organizationOf(change);
  if (code === null || (organization !== null && !live.hasValues(name, code)))
    return conflict(`${organization?.name ?? ''} is gone, or its ${plural} are no longer managed.`);
  const [{ field, before, after }] = change.fields;
  const key = field.slice(prefix.length);
  const what = `The ${noun}${key === '' ? '' : ` ${key}`}`;
  const goal = after ?? live.value(inherits, environmentCode, key)?.value ?? null;
  return statusOfFields(
    [{ field, before, after: goal }],
    () => live.value(name, code, key)?.value,
    (_, now) => (isPrivate(change) ? `${what} has another private value now.` : `${what} is now ${now}.`),
  );
}

export interface UndoContext {
  readonly live: LiveIndex;
  readonly ids: KnownIds;
  /** All changes that the undo may take back. */
  readonly changes: readonly Change[];
}

/**
 * Returns the inverse. Kinde does not tell an inherited value from an own one. Without its own value, the organization has the
 * former value if the environment has it and keeps it.
 */
export function invertValue(
  { name, prefix, noun, inherits, operations }: CollectionSpec,
  change: ValueChange,
  { live, ids, changes }: UndoContext,
): Inversion<ValueChange> {
  const [{ field, before, after }] = change.fields;
  if (before === null && operations.clear === undefined)
    return { irreversible: `The API can't take a ${noun} away once it is set.` };
  const key = field.slice(prefix.length);
  const now = after ?? live.value(name, codeOf(change, ids), key)?.value ?? null;
  const isInherited =
    inherits !== undefined &&
    live.value(inherits, environmentCode, key)?.value === before &&
    !changes.some((one) => changesEnvironment(one, key));
  return { change: { ...change, fields: [{ field, before: now, after: isInherited ? null : before }] } };
}

/** Returns whether the change may set the environment's value of the key. */
function changesEnvironment(change: Change, key: string): boolean {
  return (
    change.resource === 'environment' && change.action === 'update' && change.fields[0].field.endsWith(key)
  );
}
