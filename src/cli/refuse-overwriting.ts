// A result must not replace the configuration that it was made from.
import { resolve } from 'node:path';
import type { DesiredState } from '../model/desired.js';
import { UsageError } from '../model/errors.js';

/** Throws `UsageError` (`invalid-option`) if the path of `--out` is a file that an organization stands in. */
export function refuseOverwriting(out: string | undefined, desired: DesiredState | null, cwd: string): void {
  if (out === undefined || desired === null) return;
  const files = new Set(desired.organizations.map(({ place }) => resolve(cwd, place.file)));
  if (!files.has(resolve(cwd, out))) return;
  throw new UsageError('invalid-option', `--out ${out} is a file of the configuration.`, {
    hint: 'Give another name: what is there would be replaced.',
  });
}
