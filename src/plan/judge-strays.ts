// People whom Kinde may put into the default organization by itself when they are created. Where its list is exact they do
// not belong there: the plan says whether apply takes them out again, since nothing is removed that no plan has shown.
import { isProtected } from '../kinds/membership/judge-leaving.js';
import { isNewPerson, organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { nameSome } from '../model/name-some.js';
import type { Notice } from '../model/notice.js';
import type { ExactDefaultOrganization } from '../model/plan.js';
import type { RemovalApproval } from './guard-removals.js';

export interface StrayRules {
  readonly comparison: Comparison;
  readonly approval: RemovalApproval;
  readonly withRemovals: boolean;
}

export interface Strays {
  /** Absent where there is no exact default organization, or nobody may be taken out of it. */
  readonly exactDefault?: ExactDefaultOrganization;
  readonly notices: readonly Notice[];
}

/** Returns where new people must not be left, and the notices for those whom the plan creates elsewhere. */
export function judgeStrays(changes: readonly Change[], rules: StrayRules): Strays {
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

/** Returns the addresses of those who are created and do not belong there, in the plan's order. */
function findNewcomers(changes: readonly Change[], { ref }: Home): readonly string[] {
  const key = organizationKey(ref);
  const joining = new Set(
    changes.flatMap((change) =>
      change.action === 'add' && organizationKey(change.organization) === key ? [change.email] : [],
    ),
  );
  return changes.filter(isNewPerson).flatMap(({ email }) => (joining.has(email) ? [] : [email]));
}

/** A number approves removals that are counted, and nobody knows whether Kinde will make it more. */
function explainStaying({ approval, withRemovals }: StrayRules): string | null {
  if (!withRemovals) return 'removals are held back by --no-removals';
  if (typeof approval !== 'number') return null;
  return `--allow-removals ${approval} approves the removals of this plan only`;
}

const mostNames = 5;

function notifyLeaving(emails: readonly string[], { ref }: Home): readonly Notice[] {
  if (emails.length === 0) return [];
  const message = `If Kinde adds new people to the default organization ${ref.name} by itself, apply removes them from it again, because its list is exact: ${nameSome(emails, mostNames)}.`;
  return [{ code: 'may-leave-default', message, organization: ref }];
}

function notifyStaying(emails: readonly string[], { ref }: Home, because: string): readonly Notice[] {
  if (emails.length === 0) return [];
  const message = `If Kinde adds new people to the default organization ${ref.name} by itself, they stay although its list is exact: ${nameSome(emails, mostNames)}. The reason: ${because}.`;
  return [{ code: 'may-stay-in-default', message, organization: ref }];
}
