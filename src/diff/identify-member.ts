// Decides, for a plan, which user id an address in the files means. The index knows every address that was read. Apply looks again
// (kinds/person/write-people.ts). Saved plans and undo look the person up with `ownerOf` (kinds/live-index.ts).
import type { PeopleIndex } from '../kinds/person/people-index.js';
import type { DesiredMember } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { diagnoseAmbiguity } from './pair-ended.js';

/** The id of a person, null for a newcomer, or why nobody can be named. */
export type Identified = { readonly userId: string | null } | { readonly problem: Diagnostic };

/**
 * Returns the person whom a listed member means: the id of an address or the listed id itself. An address that no one has is a
 * newcomer; an address of two people is a problem.
 */
export function identifyMember(
  desired: DesiredMember,
  { index, refusesNewcomers }: { readonly index: PeopleIndex; readonly refusesNewcomers: boolean },
): Identified {
  if (desired.id !== null) {
    return index.hasId(desired.id)
      ? { userId: desired.id }
      : { problem: diagnoseUnknownId(desired.id, desired) };
  }
  const ids = index.findByEmail(desired.email);
  const [first, second] = ids;
  if (first === undefined && refusesNewcomers) return { problem: diagnoseNewcomer(desired.email, desired) };
  return second === undefined ? { userId: first ?? null } : { problem: diagnoseAmbiguity(desired, ids) };
}

function diagnoseUnknownId(id: string, { place }: DesiredMember): Diagnostic {
  return {
    code: 'unknown-user',
    severity: 'error',
    message: `No one in Kinde has the id "${id}".`,
    place,
    hint: 'Copy the id from the dashboard (Users), or list the person by email address.',
  };
}

function diagnoseNewcomer(email: string, { place }: DesiredMember): Diagnostic {
  return {
    code: 'unknown-address',
    severity: 'error',
    message: `Kinde shows no one with the address ${email}, and "newcomers: refuse" lets no new person in.`,
    place,
    hint: 'Check the spelling, list the person by id, or have them sign up first.',
  };
}
