// `--organization` for commands that also take what only Kinde has: which live organization a selector means.
import { UsageError } from '../../model/errors.js';
import type { LiveOrganization } from '../../model/live.js';

/** Returns whether a selector is a code, external id, handle or name of the organization, or `default` for it. */
export function fitsLive(
  { code, externalId, handle, name, isDefault }: LiveOrganization,
  selector: string,
): boolean {
  return [code, externalId, handle, name].includes(selector) || (isDefault && selector === 'default');
}

/**
 * Returns the one code that a selector fits. Throws `UsageError`: `no-such-organization` for none, with `searched`
 * telling where it was looked for, and `ambiguous-organization` for several.
 */
export function requireOne(codes: readonly string[], selector: string, searched: string): string {
  const [code, ...others] = codes;
  if (code === undefined) {
    throw new UsageError(
      'no-such-organization',
      `--organization ${selector} matches no organization ${searched}.`,
      {
        hint: 'Give a code, external id, handle or name as in Kinde or in the files, or `default`.',
      },
    );
  }
  if (others.length === 0) return code;
  throw new UsageError(
    'ambiguous-organization',
    `--organization ${selector} matches ${codes.length} organizations: ${[...codes].sort().join(', ')}.`,
    { hint: 'Give the code of the one you mean.' },
  );
}
