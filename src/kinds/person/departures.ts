// Lists the members whom the files take out. One of them may be a new person under a former address.
import type { OrganizationRef } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember } from '../../model/live.js';
import { isUnwanted } from '../membership/member-lists.js';

export interface Departure {
  readonly live: LiveMember;
  readonly organization: OrganizationRef;
  /** Every known address, normalized. */
  readonly emails: readonly string[];
}

/** Returns one entry for each membership that the files end, in the order of organizations and addresses. */
export function listDepartures({
  organizations,
  outsideLeavers,
  live: { people },
}: Comparison): readonly Departure[] {
  const inside = organizations.flatMap(({ desired, members, ref }) => {
    return (members ?? []).flatMap((pair): readonly Departure[] => {
      const { live } = pair;
      if (pair.desired !== null || live === null || !isUnwanted(pair, desired)) return [];
      const shown = live.email === null ? [] : [normalizeEmail(live.email)];
      return [{ live, organization: ref, emails: people.get(live.userId)?.emails ?? shown }];
    });
  });
  const outside = outsideLeavers.map(({ ref, person }) => ({
    live: person,
    organization: ref,
    emails: person.emails,
  }));
  return [...inside, ...outside];
}
