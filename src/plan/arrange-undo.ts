// Puts the changes of an undo into the form and the order that every plan has, so that two undos read the same.
import { compareText } from '../model/compare-text.js';
import type { Recheck } from '../kinds/kind.js';
import { markLastAccess } from '../kinds/membership.js';
import { kinds } from '../kinds/registry.js';
import type { Change, RemoveMember } from '../model/change.js';
import { groupBy } from '../model/group-by.js';

/** Returns the changes in the order of every plan; removals are told with the roles that go with the membership. */
export function arrangeUndo(changes: readonly Change[], found: Recheck): readonly Change[] {
  const additions = changes.filter((change) => change.resource === 'member' && change.action === 'add');
  const removals = changes
    .filter((change) => change.resource === 'member' && change.action === 'remove')
    .map((change) => withRoles(change, found));
  const marked = markLastAccess(removals, additions, found.people);
  const others = changes.filter(
    (change) => change.resource !== 'member' || (change.action !== 'add' && change.action !== 'remove'),
  );
  const rank = (change: Change): number => kinds.findIndex((kind) => kind.stepOf(change) !== null);
  return [...uniteFields(others), ...additions, ...marked].sort(
    (one, other) => rank(one) - rank(other) || compareText(sortKey(one), sortKey(other)),
  );
}

function withRoles(change: RemoveMember, found: Recheck): RemoveMember {
  const roles = found.members.get(change.organization.code ?? '')?.get(change.userId)?.roles;
  return roles === null || roles === undefined ? change : { ...change, roles };
}

/** One change an organization, but for a handle, which waits for no door; see the kind organization. */
function uniteFields(changes: readonly Change[]): readonly Change[] {
  const groups = groupBy(changes, (change): string | Change =>
    change.resource === 'organization' && change.fields[0]?.field !== 'handle'
      ? (change.organization.code ?? '')
      : change,
  );
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    if (first.resource !== 'organization' || rest.length === 0) return [first];
    const fields = [first, ...rest].flatMap((change) =>
      change.resource === 'organization' ? change.fields : [],
    );
    return [{ ...first, fields: fields.toSorted((one, other) => compareText(one.field, other.field)) }];
  });
}

function sortKey(change: Change): string {
  const where =
    'organization' in change ? `${change.organization.name} ${change.organization.code ?? ''}` : '';
  const who = change.resource === 'member' ? `${change.email ?? ''} ${change.userId ?? ''}` : thingOf(change);
  return `${change.action} ${where} ${who}`;
}

/** Returns a text that is equal for two changes that mean the same membership, field or setting. */
export function thingOf(change: Change): string {
  switch (change.resource) {
    case 'member':
      return `member ${change.organization.code ?? ''} ${change.userId ?? change.email ?? ''}`;
    case 'organization':
      return `field ${change.organization.code ?? ''} ${change.fields.map(({ field }) => field).join(' ')}`;
    case 'environment':
      return change.action === 'manual' ? change.field : change.fields[0].field;
    case 'user':
      return `user ${change.email}`;
  }
}
