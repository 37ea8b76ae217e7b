// The order of writing, fixed by what is safest if the run stops half-way: doors close first and open last,
// people come before the roles they hold, and nobody is taken out before everybody is in.

/** The steps of an apply, in the order they are walked; `by-hand` is never walked by the tool. */
export const stepNames = [
  'close-registrations',
  'settings',
  'organizations',
  'organization-values',
  'people',
  'additions',
  'roles',
  'removals',
  'open-registrations',
  'by-hand',
] as const;

export type StepName = (typeof stepNames)[number];
