// The people of one organization who are listed and there, handed from planning to the verification of the same run.

export interface ListedPeople {
  readonly organization: { readonly code: string; readonly name: string };
  /** How to name them, by user id. */
  readonly people: ReadonlyMap<string, string>;
}
