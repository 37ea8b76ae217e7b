// What takes a change back. Creations are never taken back: kinde-sync deletes nothing.
import type { Change, FieldChange } from '../model/change.js';

/** Returns the opposite of a change; null for one that has none. */
export function invertChange(change: Change): Change | null {
  if (change.action === 'manual' || change.action === 'create') return null;
  switch (change.resource) {
    case 'organization':
      return { ...change, fields: change.fields.map(swap) };
    case 'environment':
      return { ...change, fields: [swap(change.fields[0])] };
    case 'member': {
      const { organization, email, userId, source } = change;
      const head = { resource: 'member', organization, email, source } as const;
      if (change.action === 'add') return userId === null ? null : { action: 'remove', ...head, userId };
      if (change.action === 'remove') {
        return {
          action: 'add',
          ...head,
          userId,
          ...(change.roles === undefined ? {} : { roles: change.roles }),
        };
      }
      const [{ field, before, after }] = change.fields;
      return { ...change, fields: [{ field, before: after, after: before }] };
    }
  }
}

function swap({ field, before, after }: FieldChange): FieldChange {
  return { field, before: after, after: before };
}
