// Names the files of diagnostics by their paths from the repository's root, by which GitHub finds them.
import { relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import type { World } from './world.js';

/** Returns the diagnostic with the path from `GITHUB_WORKSPACE`; unchanged without that variable or outside that folder. */
export function nameForRepository(
  diagnostic: Diagnostic,
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): Diagnostic {
  const root = env['GITHUB_WORKSPACE'] ?? '';
  const { place } = diagnostic;
  if (place === undefined || root === '') return diagnostic;
  const file = relative(root, resolve(cwd, place.file)).split(sep).join('/');
  return file.startsWith('../') ? diagnostic : { ...diagnostic, place: { ...place, file } };
}
