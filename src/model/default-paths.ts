// Where the configuration stands if nobody says so.

/** What is read without `--config`: the first of these that is there. */
export const defaultPaths = ['kinde.yaml', 'kinde'] as const;
