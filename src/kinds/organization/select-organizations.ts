// Resolves `--organization` to a live organization, for commands that also accept organizations outside the files.
import { UsageError } from '../../model/errors.js';
import type { LiveOrganization } from '../../model/live.js';

/** Returns whether the selector is the organization's code, external id, handle or name, or `default` for the default. */
export function fitsLive(
  { code, externalId, handle, name, isDefault }: LiveOrganization,
  selector: string,
): boolean {
  return [code, externalId, handle, name].includes(selector) || (isDefault && selector === 'default');
}

/**
 * Returns the only code. Throws `UsageError` `no-such-organization` for none and `ambiguous-organization` for several.
 * The message of the former names the `searched` place.
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
