// The order of writes, chosen for safety if the run stops half-way. Registrations close first and open last. Roles
// exist before members get them, people before they get roles, and additions come before removals. Sessions end after the
// removals. Each kind says in `stepOf` which step a change belongs to, and orders the writes within a step.

/** The steps of an apply, in order. Apply never carries out the step `by-hand`. */
export const stepNames = [
  'close-registrations',
  'permissions',
  'role-definitions',
  'settings',
  'organizations',
  'organization-values',
  'people',
  'additions',
  'roles',
  'removals',
  'sessions',
  'open-registrations',
  'by-hand',
] as const;

export type StepName = (typeof stepNames)[number];
