// Describes one change in the words of its kind, for the terminal and for what the comment says of anything but members. The
// words of a removal are in kinds/membership/removal-words.ts.
import type { ChangeWords } from '../kinds/change-words.js';
import { noContext } from '../kinds/kind.js';
import type { WordContext } from '../kinds/kind.js';
import { opensRegistrations } from '../kinds/organization/registration-domains.js';
import { kindOf } from '../kinds/registry.js';
import { isOrganizationChange } from '../model/change-predicates.js';
import { organizationKey } from '../model/change.js';
import type { Change, ManualSetting } from '../model/change.js';
import { assertNever } from '../model/errors.js';

/** Returns a predicate: whether a change adds a person whom the same plan creates. */
export function findNewPeople(changes: readonly Change[]): (change: Change) => boolean {
  const created = new Set(
    changes.flatMap((change) => (change.action === 'create' && 'email' in change ? [change.email] : [])),
  );
  return (change) => change.action === 'add' && change.userId === null && created.has(change.email ?? '');
}

/** Returns for each change of the plan the part of the others on which its words depend. */
export function findContexts(changes: readonly Change[]): (change: Change) => WordContext {
  const isNewPerson = findNewPeople(changes);
  const opened = new Set(
    changes
      .filter(isOrganizationChange)
      .filter(({ action, fields }) => action === 'update' && opensRegistrations(fields))
      .map(({ organization }) => organizationKey(organization)),
  );
  return (change) => ({
    isNewPerson: isNewPerson(change),
    opensLater: isOrganizationChange(change) && opened.has(organizationKey(change.organization)),
  });
}

/** Returns the change in words, one for each line that it takes. */
export function describeChange(change: Change, context = noContext): readonly ChangeWords[] {
  return kindOf(change).describe(change, context);
}

/** Returns the change at the place of one of its lines. The commit of another line did not cause it, and is left out. */
export function atPlace<Some extends Change>(change: Some, source: string | undefined): Some {
  if (source === undefined) return change;
  const { commit, ...rest } = change;
  return { ...rest, source } as Some;
}

/** Returns whether and when a setting was attested. */
export function describeAttestation({ attestation, after }: ManualSetting): string {
  switch (attestation?.is) {
    case undefined:
      return 'never attested';
    case 'otherwise':
      return `attested as ${after ? 'off' : 'on'} by ${attestation.by} on ${attestation.at.slice(0, 10)}`;
    case 'expired':
      return `attested by ${attestation.by} on ${attestation.at.slice(0, 10)}, expired on ${attestation.until}`;
    default:
      return assertNever(attestation);
  }
}
