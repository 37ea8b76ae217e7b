// Tests every known kind of malformed configuration, with line and column of every diagnostic. Each kind is a file.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnoseFiles } from './diagnose.js';
import { malformedTexts } from './malformed-texts.js';
import { readMalformed } from './read-malformed.js';

const root = join(import.meta.dirname, 'malformed');
const tables = [
  ...readdirSync(root).map((name) => [name, readMalformed(join(root, name))] as const),
  ['texts', malformedTexts] as const,
];

for (const [name, cases] of tables) {
  describe(`malformed configurations: ${name}`, () => {
    test.each(cases)('$title is reported at its place', ({ files, env, expected }) => {
      const { desired, diagnostics } = diagnoseFiles(files, env);
      const told = diagnostics.map(
        ({ code, place }) => `${place?.file ?? ''}:${place?.line ?? 0}:${place?.column ?? 0} ${code}`,
      );
      expect(told).not.toEqual([]);
      expect(told).toEqual(expected);
      expect(desired === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    });
  });
}
