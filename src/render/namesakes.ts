// Tells organizations of one plan apart whose names look alike: Kinde allows equal names, and names that differ only in spaces.
import { lookOfName } from '../kinds/organization/look-of-name.js';
import { organizationKey } from '../model/change.js';
import type { OrganizationRef } from '../model/change.js';
import { groupBy } from '../model/group-by.js';
import type { Plan } from '../model/plan.js';

/** The code of each organization with a namesake, by `organizationKey`; for a new one the place of its entry. */
export type Namesakes = ReadonlyMap<string, string>;

/** The parts of a plan that name organizations. */
export type NamingParts = Pick<Plan, 'changes' | 'warnings' | 'refusals'>;

/** Returns the organizations that look like another one that the plan names. */
export function findNamesakes(plan: NamingParts): Namesakes {
  const named = new Map<string, OrganizationRef>();
  for (const ref of listRefs(plan)) named.set(organizationKey(ref), ref);
  const alike = [...groupBy([...named], ([, { name }]) => lookOfName(name)).values()];
  const several = alike.filter(({ length }) => length > 1).flat();
  if (several.length === 0) return new Map();
  const places = findPlaces(plan);
  return new Map(several.map(([key, { code }]) => [key, code ?? places.get(key) ?? 'new']));
}

function listRefs({ changes, warnings, refusals }: NamingParts): readonly OrganizationRef[] {
  return [
    ...changes.flatMap((change) => ('organization' in change ? [change.organization] : [])),
    ...changes.flatMap((change) => (change.action === 'remove' ? (change.staysIn?.organizations ?? []) : [])),
    ...[...warnings, ...refusals].flatMap(({ organization }) => organization ?? []),
  ];
}

function findPlaces({ changes }: NamingParts): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((change) =>
      change.action === 'create' && 'organization' in change
        ? [[organizationKey(change.organization), change.source.replace(/:\d+$/, '')] as const]
        : [],
    ),
  );
}

/** A notice or a refusal. */
interface Statement {
  readonly message: string;
  readonly reason?: string;
  readonly organization?: OrganizationRef;
}

/** Returns the notices or refusals. One about an organization with a namesake also names its code. */
export function tellApart<Some extends Statement>(
  statements: readonly Some[],
  namesakes: Namesakes,
): readonly Some[] {
  if (namesakes.size === 0) return statements;
  return statements.map((one) => {
    const mark =
      one.organization === undefined ? undefined : namesakes.get(organizationKey(one.organization));
    if (mark === undefined) return one;
    const { message, reason = message } = one;
    const told = `${reason} The organization is ${mark}.`;
    return {
      ...one,
      message: `${told}${message.startsWith(reason) ? message.slice(reason.length) : ''}`,
      ...(one.reason === undefined ? {} : { reason: told }),
    };
  });
}
