// Tells how members and invitations in Kinde differ from the files: people not listed, missing, with other roles, or due to leave.
import { isInvitationChange, isMemberChange, isStatedEnd } from '../../model/change-predicates.js';
import type {
  Change,
  FieldChange,
  MemberChange,
  RemoveMember,
  RevokeInvitation,
} from '../../model/change.js';
import { findNewPeople } from '../describe-change.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode } from './markdown-text.js';
import { describeGiven, listRoles, namePerson } from './member-words.js';
import { toEntry } from './words.js';
import type { ReviewStyle } from './words.js';
import { gainedOf, lostOf } from '../../kinds/field-items.js';

export interface DriftedPeople {
  readonly entries: readonly Entry[];
  /** The number of different people. */
  readonly count: number;
}

/** Returns the members who are not listed, who have other roles, who are missing, and who should have left by the files. */
export function driftedMembers(
  changes: readonly Change[],
  style: ReviewStyle,
): Readonly<Record<'added' | 'given' | 'missing' | 'overdue', DriftedPeople>> {
  const members = changes.filter(isMemberChange);
  const isNew = findNewPeople(changes);
  const removals = members.filter((change) => change.action === 'remove');
  const tell = <Own extends MemberChange>(own: readonly Own[], words: (change: Own) => string) =>
    gather(
      own,
      (change) => change.userId ?? change.email ?? '',
      (change) => toEntry(change, `${namePerson(change)} ${words(change)}`, style),
    );
  return {
    added: tell(
      removals.filter((change) => !isStatedEnd(change)),
      (change) => {
        const only = change.losesAllAccess === true ? '; an apply leaves them in no organization' : '';
        return `is a member${nameHeld(change)}${only}`;
      },
    ),
    given: tell(
      members.filter((change) => change.action === 'update'),
      ({ fields: [field] }) => describeRoleDrift(field),
    ),
    missing: tell(
      members.filter((change) => change.action === 'add'),
      (change) => {
        if (isNew(change)) return 'is not in Kinde: no person has this address';
        return change.organization.code === null ? 'is not a member yet' : 'is not a member';
      },
    ),
    overdue: tell(removals.filter(isStatedEnd), (change) => `is still a member: ${describeEnd(change)}`),
  };
}

/** Returns the addresses that are invited and not listed, that lack an invitation, and whose invitation should have ended. */
export function driftedInvitations(
  changes: readonly Change[],
  style: ReviewStyle,
): Readonly<Record<'invited' | 'lacking' | 'ending', DriftedPeople>> {
  const invitations = changes.filter(isInvitationChange);
  const tell = <Own extends Change & { readonly email: string }>(
    own: readonly Own[],
    words: (change: Own) => string,
  ) =>
    gather(
      own,
      ({ email }) => email,
      (change) => toEntry(change, `${toMarkdownCode(change.email)} ${words(change)}`, style),
    );
  const revoked = invitations.filter((change) => change.action === 'revoke');
  return {
    invited: tell(
      revoked.filter((change) => !isStatedEnd(change)),
      (change) => `is invited${describeGiven(change)}`,
    ),
    ending: tell(revoked.filter(isStatedEnd), (change) => `is still invited: ${describeEnd(change)}`),
    lacking: tell(
      invitations.filter((change) => change.action === 'invite'),
      () => 'has no invitation',
    ),
  };
}

function gather<Own>(
  own: readonly Own[],
  keyOf: (change: Own) => string,
  toLine: (change: Own) => Entry,
): DriftedPeople {
  return { entries: own.map(toLine), count: new Set(own.map(keyOf)).size };
}

/** The roles of a removal may not have been read. */
function nameHeld({ roles }: Pick<RemoveMember, 'roles'>): string {
  if (roles === undefined) return '';
  if (roles.length === 0) return ' without a role';
  return ` with the ${roles.length === 1 ? 'role' : 'roles'} ${listRoles(roles)}`;
}

/** Kinde has `before`, and the files say `after`. */
function describeRoleDrift(field: Pick<FieldChange, 'before' | 'after'>): string {
  const [extra, lacking] = [lostOf(field), gainedOf(field)];
  return [
    ...(extra.length === 0 ? [] : [`has ${listRoles(extra)}`]),
    ...(lacking.length === 0 ? [] : [`lacks ${listRoles(lacking)}`]),
  ].join(' and ');
}

function describeEnd({ until, leaver }: RemoveMember | RevokeInvitation): string {
  return leaver === true || until === undefined
    ? 'the files list them under `leavers`'
    : `their listing ended on ${until}`;
}
