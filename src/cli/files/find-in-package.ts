// Finds the files that the package ships beside its code. The build moves the code, so relative paths can't reach them.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Returns the absolute path of a file, given its path in the package. */
export function findInPackage(path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('kinde-sync/package.json')), path);
}
