// Kinde may add new people to the default organization by itself. If its list is exact, they must not be there. The plan says
// whether apply removes them again, because apply never removes a person whom no plan has shown.
import { isProtected } from '../kinds/person/protection.js';
import { organizationKey } from '../model/change.js';
import { isNewPerson } from '../model/change-predicates.js';
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import type { ExactDefaultOrganization } from '../model/plan.js';
import type { RemovalApproval } from './guard-removals.js';

/** The comparison, and the options that decide about removals. */
export interface StrayRules {
  readonly comparison: Comparison;
  readonly approval: RemovalApproval;
  readonly withRemovals: boolean;
}

/** The part of the plan on people whom Kinde adds by itself. */
export interface Strays {
  /** Absent if the default organization has no exact list, or if removals from it are not allowed. */
  readonly exactDefault?: ExactDefaultOrganization;
  readonly notices: readonly Notice[];
}

/** Returns the exact default organization, and the notices for people whom the plan creates outside it. */
export function checkStrays(changes: readonly Change[], rules: StrayRules): Strays {
  const home = rules.comparison.organizations.find(isExactDefault);
  if (home === undefined) return { notices: [] };
  const { code, name } = home.live;
  const newcomers = findNewcomers(changes, home);
  const { safety } = rules.comparison.desired;
  const stays = newcomers.filter((email) => isProtected([email], safety));
  const because = explainStaying(rules);
  if (because !== null) return { notices: notifyStaying(newcomers, home, because) };
  const leaving = newcomers.filter((email) => !stays.includes(email));
  return {
    exactDefault: { code, name, ...(stays.length === 0 ? {} : { stays }) },
    notices: [...notifyLeaving(leaving, home), ...notifyStaying(stays, home, 'safety.protect protects them')],
  };
}

type Home = OrganizationPair & { readonly live: NonNullable<OrganizationPair['live']> };

function isExactDefault(pair: OrganizationPair): pair is Home {
  return pair.live?.isDefault === true && pair.members !== null && pair.desired.membership === 'exact';
}

/** Returns the addresses of people whom the plan creates and does not add to it, in the plan's order. */
function findNewcomers(changes: readonly Change[], { ref }: Home): readonly string[] {
  const key = organizationKey(ref);
  const joining = new Set(
    changes.flatMap((change) =>
      change.action === 'add' && organizationKey(change.organization) === key ? [change.email] : [],
    ),
  );
  return changes.filter(isNewPerson).flatMap(({ email }) => (joining.has(email) ? [] : [email]));
}

/** A number approves counted removals, but the number of people whom Kinde will add is unknown. */
function explainStaying({ approval, withRemovals }: StrayRules): string | null {
  if (!withRemovals) return 'removals are held back by --no-removals';
  if (typeof approval !== 'number') return null;
  return `--allow-removals ${approval} approves the removals of this plan only`;
}

const mostNames = 5;

function notifyLeaving(emails: readonly string[], { ref }: Home): readonly Notice[] {
  if (emails.length === 0) return [];
  const message = `Kinde may also put new people into its default organization, ${ref.name}, where the files do not list them. If so, the same apply undoes this for ${nameSome(emails, mostNames)}. They keep everything that this plan gives them.`;
  return [{ code: 'may-leave-default', message, organization: ref }];
}

function notifyStaying(emails: readonly string[], { ref }: Home, because: string): readonly Notice[] {
  if (emails.length === 0) return [];
  const message = `Kinde may also put new people into its default organization, ${ref.name}, where the files do not list them. If so, they stay there, because ${because}: ${nameSome(emails, mostNames)}.`;
  return [{ code: 'may-stay-in-default', message, organization: ref }];
}
