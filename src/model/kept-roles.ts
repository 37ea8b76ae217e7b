// The roles of `safety.keepHolder` in one organization, which planning hands to the verification of the same run.

/** The roles that an active member of the organization held before the apply. */
export interface KeptRoles {
  readonly organization: { readonly code: string; readonly name: string };
  readonly roles: readonly string[];
}
