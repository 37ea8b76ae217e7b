// Tells which changes the request causes and which the configuration before it would have needed too. Looks at what
// is done, never at where it is written or at what was there before.
import { organizationKey } from '../model/change.js';
import type { Change, FieldChange, MemberChange } from '../model/change.js';
import { normalizeEmail } from '../model/email.js';
import { assertNever } from '../model/errors.js';

/**
 * Returns every change with its cause: `drifted` if all that it does is done by changes of the base too, else `here`.
 * The two sets of changes must rest on the same reading of Kinde.
 */
export function markCauses(changes: readonly Change[], baseChanges: readonly Change[]): readonly Change[] {
  const needed = new Set(baseChanges.flatMap(listDeeds));
  return changes.map((change): Change => {
    const isNeeded = listDeeds(change).every((deed) => needed.has(deed));
    return { ...change, cause: isNeeded ? 'drifted' : 'here' };
  });
}

/** One text for each thing that a change does: changes of several fields may be cut in another way in the base. */
function listDeeds(change: Change): readonly string[] {
  switch (change.resource) {
    case 'organization': {
      const subject = [change.action, change.resource, organizationKey(change.organization)];
      return [...(change.action === 'create' ? [name(subject)] : []), ...listFields(subject, change.fields)];
    }
    case 'user':
      return [name(['create', 'user', change.email, change.firstName ?? null, change.lastName ?? null])];
    case 'member':
      return [nameMembership(change)];
    case 'environment':
      return change.action === 'manual'
        ? [name([change.action, change.field, change.after])]
        : listFields([change.action, change.resource], change.fields);
    default:
      return assertNever(change);
  }
}

function listFields(subject: readonly string[], fields: readonly FieldChange[]): readonly string[] {
  return fields.map(({ field, after }) => name([...subject, field, after]));
}

function nameMembership(change: MemberChange): string {
  const person = change.userId ?? normalizeEmail(change.email ?? '');
  const subject = [change.action, change.resource, organizationKey(change.organization), person];
  if (change.action === 'remove') return name(subject);
  return name([...subject, (change.action === 'add' ? change.roles : change.fields[0].after) ?? null]);
}

function name(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
