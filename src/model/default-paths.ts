// The default paths of the configuration.

/** The paths that are tried without `--config`; the first that exists is the configuration. */
export const defaultPaths = ['kinde.yaml', 'kinde.yml', 'kinde'] as const;

/** Returns the paths that the variable `KINDE_SYNC_CONFIG` names, separated by commas; none if it is not set. */
export function readPathsOf({
  KINDE_SYNC_CONFIG: text = '',
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  return text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');
}

/** The paths of a configuration that `init` or `pull` writes. */
export const freshPaths = { file: 'kinde.yaml', folder: 'kinde' } as const;
