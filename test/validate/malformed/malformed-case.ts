// The form of one row in the tables of malformed configurations.

/** Text given as a list is its lines, each with a line end; given as a string it is taken as it is. */
export type CaseText = string | readonly string[];

export interface MalformedCase {
  readonly title: string;
  /** One file, `kinde.yaml`; or, in `files`, several. */
  readonly text?: CaseText;
  readonly files?: Readonly<Record<string, CaseText>>;
  readonly env?: Readonly<Record<string, string>>;
  /** `line:column code` in the order reported; with several files `file:line:column code`. */
  readonly expected: readonly string[];
}
