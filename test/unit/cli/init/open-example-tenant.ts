// The tenant of the examples, which the tests of `init` read.
import { readFile } from 'node:fs/promises';
import { createSandbox, parseSeed } from '../../../../src/sandbox/index.js';
import type { Sandbox } from '../../../../src/sandbox/index.js';

/** Returns a new sandbox with the tenant of `examples/sandbox-seed.yaml`. */
export async function openExampleTenant(): Promise<Sandbox> {
  const path = 'examples/sandbox-seed.yaml';
  return createSandbox({ seed: parseSeed(await readFile(path, 'utf8'), path) });
}
