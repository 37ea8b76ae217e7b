// The default paths of the configuration.

/** The paths that are tried without `--config`; the first that exists is the configuration. */
export const defaultPaths = ['kinde.yaml', 'kinde.yml', 'kinde'] as const;

/** The paths of a configuration that `init` or `pull` writes. */
export const freshPaths = { file: 'kinde.yaml', folder: 'kinde' } as const;
