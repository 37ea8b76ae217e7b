// Refuses a saved plan of which only a half would be carried out, and that half would do what nobody approved.
import { admitsMore, closesRegistrations } from '../kinds/organization/registration-domains.js';
import { isRegistrationSwitch } from '../kinds/organization/registration-steps.js';
import { noContext } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { Refusal } from '../model/notice.js';

/** The approved part of each new change. */
type Approved = ReadonlyMap<Change, Change>;

/**
 * Returns a refusal for each half of a move, for each opening without the domains that limit it, and for each wider list of
 * domains without the closing that goes before it.
 */
export function guardHalves(fresh: readonly Change[], approved: Approved): readonly Refusal[] {
  return [
    ...guardHalfMoves(fresh, approved),
    ...guardWiderOpenings(fresh, approved),
    ...guardOpenDomains(fresh, approved),
  ];
}

/** Returns a refusal for each approved removal of a person who is now to join another organization without approval. */
function guardHalfMoves(fresh: readonly Change[], approved: Approved): readonly Refusal[] {
  const leftOut = new Map(
    fresh.flatMap((change) =>
      change.action === 'add' && !approved.has(change) ? [[change.userId, change] as const] : [],
    ),
  );
  return fresh.flatMap((change) => {
    if (change.action !== 'remove' || !approved.has(change)) return [];
    const addition = leftOut.get(change.userId);
    if (addition === undefined) return [];
    const name = addition.organization.name;
    return [refuse(change, `The files now add them to ${name}, which the saved plan does not contain.`)];
  });
}

/** Returns a refusal for each approved opening of registrations without the domains to which the files now limit it. */
function guardWiderOpenings(fresh: readonly Change[], approved: Approved): readonly Refusal[] {
  return fresh.flatMap((change) => {
    const part = approved.get(change);
    if (part === undefined || !isRegistrationSwitch(part, true) || hasDomains(part) || !hasDomains(change))
      return [];
    return [
      refuse(part, 'The files now limit registrations to domains, which the saved plan does not contain.'),
    ];
  });
}

/** Returns a refusal for each approved list of domains that admits more, where the files now also close registrations. */
function guardOpenDomains(fresh: readonly Change[], approved: Approved): readonly Refusal[] {
  const open = new Set(
    fresh.flatMap((change) => {
      const part = approved.get(change);
      const isLeftOut = closesRegistrations(change) && (part === undefined || !closesRegistrations(part));
      return isLeftOut ? [organizationKey(change.organization)] : [];
    }),
  );
  return [...approved.values()].flatMap((part) =>
    admitsMore(part) && open.has(organizationKey(part.organization))
      ? [refuse(part, 'The files now close its registrations, which the saved plan does not contain.')]
      : [],
  );
}

function hasDomains(change: Change): boolean {
  return change.action === 'update' && change.fields.some(({ field }) => field === 'registrationDomains');
}

/** Returns the refusal of a saved change; without a reason, the configuration has dropped it. */
export function refuse(change: Change, because: string | null): Refusal {
  const [words] = kindOf(change).describe(change, noContext);
  const where = 'organization' in change ? ` in ${change.organization.name}` : '';
  const what = `${words?.subject ?? ''} ${words?.detail ?? ''}${where}`;
  const reason = because ?? 'The configuration no longer contains it.';
  return {
    guard: 'plan-overtaken',
    message: `The saved plan contains: ${what}. ${reason} Plan and review again.`,
    override: null,
    ...('organization' in change ? { organization: change.organization } : {}),
  };
}
