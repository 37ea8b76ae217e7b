// Finds what the writes of an apply touched, so that verify reads no more than that again.
import type { ApplyRun } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import { uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import { isNewPerson } from '../model/change-predicates.js';
import type { Change, OrganizationRef } from '../model/change.js';
import type { Plan } from '../model/plan.js';

/** Returns the user ids of the people whom the written changes removed from an organization. */
export function findRemoved({ changes }: Plan, run: ApplyRun): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) =>
      change.action === 'remove' && isInQuestion(change, run) ? [change.userId] : [],
    ),
  );
}

/** Returns the things that the written changes touched, and the exact default organization if people were created. */
export function findTouched(plan: Plan, run: ApplyRun): Touched {
  const written = plan.changes.filter((change) => isInQuestion(change, run));
  const touched = written.map((change) => kindOf(change).touches(change));
  const { organizations, withDomains, members, values, invitations, ...others } = uniteTouched(touched);
  const home = run.exactDefault;
  const strays =
    home === null || run.createdPeople().size === 0 ? [] : [{ organization: home, needsRoles: false }];
  const withCode = (ref: OrganizationRef): readonly OrganizationRef[] => {
    const code = run.codeOf(ref);
    return code === null ? [] : [{ ...ref, code }];
  };
  return uniteTouched([
    {
      ...others,
      organizations: organizations.flatMap(withCode),
      withDomains: withDomains.flatMap(withCode),
      invitations: invitations.flatMap(withCode),
      values: values.flatMap(({ collection, organization }) => {
        const refs = organization === null ? [null] : withCode(organization);
        return refs.map((ref) => ({ collection, organization: ref }));
      }),
      members: [...members, ...strays].flatMap(({ organization, needsRoles }) =>
        withCode(organization).map((ref) => ({ organization: ref, needsRoles })),
      ),
    },
  ]);
}

/**
 * Returns whether verify decides about a change: it was applied, or its outcome is unclear. An unclear creation of a
 * person stays unclear, because people are not read by address again.
 */
export function isInQuestion(change: Change, run: ApplyRun): boolean {
  const outcome = run.outcomeOf(change);
  if (outcome?.result === 'applied') return true;
  return outcome?.error.code === 'unclear-outcome' && !isNewPerson(change);
}
