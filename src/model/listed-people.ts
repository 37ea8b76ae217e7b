// The listed members of one organization, which planning hands to the verification of the same run.

/** The members of one organization whom the files list. */
export interface ListedPeople {
  readonly organization: { readonly code: string; readonly name: string };
  /** The name for messages, by user id. */
  readonly people: ReadonlyMap<string, string>;
}
