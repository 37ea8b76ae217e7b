// Where the files are that come with kinde-sync: the example tenant, the workflows, the first configuration.
import { fileURLToPath } from 'node:url';

/** Returns the path of a file in the package's folder of examples. */
export function findExample(name: string): string {
  return fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
}
