// How a kept plan's changes of an organization stand by now: what somebody has done meanwhile, and what is in the way.
import type { Change, CreateOrganization, FieldChange, UpdateOrganization } from '../model/change.js';
import type { LiveOrganization } from '../model/live.js';
import type { Recheck, Standing } from './kind.js';
import { readField } from './organization-fields.js';
import { done, due, moved, standingOfFields } from './standings.js';

/** Returns how an organization's changed fields stand; a handle must also still be free. */
export function standingOfUpdate(
  { organization: ref, fields }: UpdateOrganization,
  found: Recheck,
  changes: readonly Change[],
): Standing {
  // Of an organization that the plan creates nothing is known before.
  if (ref.code === null) return due;
  const live = found.organizations.get(ref.code);
  if (live === undefined) return moved(`${ref.name} (${ref.code}) is gone.`);
  const standing = standingOfFields(
    fields,
    (field) => readField(live, field),
    (field, now) => `${field} of ${ref.name} is ${now} by now.`,
  );
  return standing.is === 'due'
    ? (standingOfTakenHandle(live, { fields, found, changes }) ?? standing)
    : standing;
}

interface HandleQuestion {
  readonly fields: readonly FieldChange[];
  readonly found: Recheck;
  readonly changes: readonly Change[];
}

/** Another organization may have taken the handle; one that gives it up by the same plan is no obstacle. */
function standingOfTakenHandle(
  live: LiveOrganization,
  { fields, found, changes }: HandleQuestion,
): Standing | null {
  const handle = fields.find(({ field }) => field === 'handle')?.after;
  if (typeof handle !== 'string') return null;
  const holder = [...found.organizations.values()].find(
    (one) => one.handle === handle && one.code !== live.code,
  );
  if (holder === undefined) return null;
  return givesHandleUp(holder, changes)
    ? null
    : moved(`The handle ${handle} belongs to ${holder.code} ("${holder.name}") by now.`);
}

function givesHandleUp({ code, handle }: LiveOrganization, changes: readonly Change[]): boolean {
  return changes.some(
    (change) =>
      change.resource === 'organization' &&
      change.organization.code === code &&
      change.fields.some(({ field, before }) => field === 'handle' && before === handle),
  );
}

/** Returns how a creation stands: somebody may have created the very same organization; one that shares only a part with it is in the way. */
export function standingOfCreation(
  { organization: ref, fields }: CreateOrganization,
  found: Recheck,
  changes: readonly Change[],
): Standing {
  const isOpened = changes.some(
    (change) =>
      change.resource === 'organization' &&
      change.action === 'update' &&
      change.organization.name === ref.name &&
      change.organization.code === null,
  );
  const compared = isOpened ? fields.filter(({ field }) => field !== 'allowRegistrations') : fields;
  const identifying = fields.filter(({ field }) => field !== 'allowRegistrations');
  const near = [...found.organizations.values()].filter((live) =>
    identifying.some(
      ({ field, after }) =>
        readField(live, field) === after && !(field === 'handle' && givesHandleUp(live, changes)),
    ),
  );
  const [first] = near;
  if (first === undefined) return due;
  const isSame = near.length === 1 && compared.every(({ field, after }) => readField(first, field) === after);
  return isSame
    ? done
    : moved(`There is ${first.code} ("${first.name}") by now, which is not as ${ref.name} was to be.`);
}
