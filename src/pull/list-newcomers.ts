// The entries of live members whom an exact list would remove, and of invited people whose invitation it would revoke.
import type { Change, RevokeInvitation } from '../model/change.js';
import type { OrganizationPair } from '../model/comparison.js';
import { normalizeDomain } from '../model/email.js';
import { UsageError } from '../model/errors.js';
import type { LiveState } from '../model/live.js';
import { acceptsAddress } from '../validate/accepts-text.js';
import { describeMember } from './write-member.js';
import type { LiveSide } from './member-entries.js';
import { entriesOf, fieldOf } from './yaml/yaml-value.js';
import type { MapValue } from './yaml/yaml-value.js';

export interface NewcomersInput {
  readonly entry: MapValue;
  readonly pair: OrganizationPair;
  readonly side: LiveSide;
  readonly live: LiveState;
  /** Receives the comments of people who are listed by id. */
  readonly remarks: Map<object, string>;
}

/** Returns an entry for each removal, with roles if the list states any. Throws `UsageError` (`not-writable`). */
export function listNewcomers(removals: readonly Change[], input: NewcomersInput): readonly unknown[] {
  const { entry, pair, side, live, remarks } = input;
  const domains = fieldOf(entry, 'allowedEmailDomains');
  const options = {
    withRoles: pair.desired.members?.some(({ roles }) => roles !== undefined) === true,
    domains: domains === undefined ? null : new Set(entriesOf(domains).map(String).map(normalizeDomain)),
  };
  const people = { index: side.index, people: live.people, roles: new Set(live.roles.map(({ key }) => key)) };
  return removals.flatMap((change): readonly unknown[] => {
    if (change.action === 'revoke') return [describeInvited(change, pair, options.withRoles)];
    const member = 'userId' in change && change.userId !== null ? side.members.get(change.userId) : undefined;
    if (member === undefined) return [];
    const described = describeMember(member, people, options);
    if (described === null) throw unwritableError(pair, member.userId);
    const { entry: written, remark } = described;
    if (typeof written === 'object' && remark !== null) remarks.set(written, remark);
    return [written];
  });
}

function describeInvited(
  { email, roles }: RevokeInvitation,
  pair: OrganizationPair,
  withRoles: boolean,
): unknown {
  if (!acceptsAddress(email)) throw unwritableError(pair, email);
  return withRoles ? { email, roles } : email;
}

function unwritableError({ ref }: OrganizationPair, who: string): UsageError {
  return new UsageError('not-writable', `${who} in ${ref.name} can't be written in a file.`, {
    hint: 'Give the person an address in Kinde, or make the list `membership: additive`.',
  });
}
