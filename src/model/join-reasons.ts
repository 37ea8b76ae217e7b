// Joins the reasons of the entries through which a person is listed.

/** Returns both reasons as one text, without a repetition. */
export function joinReasons(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  return `${one}; ${other}`;
}
