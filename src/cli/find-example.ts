// Where the files are that come with kinde-sync: the example tenant, the workflows, the first configuration.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Returns the path of a file in the package's folder of examples. */
export function findExample(name: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('kinde-sync/package.json')), 'examples', name);
}
