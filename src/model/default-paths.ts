// Where the configuration stands if nobody says so.

/** What is read without `--config`: the first of these that is there. */
export const defaultPaths = ['kinde.yaml', 'kinde.yml', 'kinde'] as const;

/** Where a first configuration is written. */
export const freshPaths = { file: 'kinde.yaml', folder: 'kinde' } as const;
