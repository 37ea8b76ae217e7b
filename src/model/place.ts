// The position of a value in the user's files. Every desired value keeps its place, so that changes, notices and diagnostics can
// point at the line that causes them.

/** A position in a configuration file: `file` as the user gave it, `line` and `column` counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A desired value with its position. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place;
}

/** Returns `file:line:column`, the form that editors and terminals turn into a link. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}
