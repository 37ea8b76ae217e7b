// Where the files lie that the package ships beside its code, wherever that code was packed to.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Returns the absolute path of a file by its path in the package. */
export function findInPackage(path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('kinde-sync/package.json')), path);
}
