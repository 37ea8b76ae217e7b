// The names in a seed that may stand only once.

export interface SeedProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface Named {
  readonly path: readonly (string | number)[];
  readonly name: string | null | undefined;
}

/** Returns a problem for every repeated name; rows without a name don't count. */
export function findTwice(what: string, named: readonly Named[]): readonly SeedProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ path, name }) => {
    if (name === undefined || name === null) return [];
    if (seen.has(name)) return [{ path, message: `The ${what} ${name} is used twice.` }];
    seen.add(name);
    return [];
  });
}
