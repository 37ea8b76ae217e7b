// Where in the user's files a value stands. A Place travels with every desired value so that a plan, a warning
// and an error can all point at the line that causes them.

/** A position in a configuration file: `file` as the user gave it, `line` and `column` counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A desired value together with the position it was written at. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place;
}

/** Returns `file:line:column`, the form editors and terminals turn into a link. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
