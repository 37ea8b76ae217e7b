// The environment variables that a configuration may use.

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;
