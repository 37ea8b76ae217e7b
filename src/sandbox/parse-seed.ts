// Reads a seed from YAML or JSON text that a person wrote, and says where it is wrong.
import { checkSeed } from './check-seed.js';
import { readWritten } from './read-written.js';
import type { SandboxSeed } from './seed.js';
import { seedSchema } from './seed-schema.js';

/**
 * Returns the seed that the text (YAML, of which JSON is a part) describes.
 * Throws `UsageError` (`invalid-seed`) with `file:line:column` for the first mistake.
 */
export function parseSeed(text: string, file: string): SandboxSeed {
  const { value, refuse } = readWritten<SandboxSeed>(text, {
    file,
    schema: seedSchema,
    code: 'invalid-seed',
    hint: 'Correct the seed; examples/sandbox-seed.yaml shows every field.',
  });
  const [problem] = checkSeed(value);
  if (problem) throw refuse(problem.path, problem.message);
  return value;
}
