// Plays every scenario folder under every variant of Kinde.
import { readdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { playScenario } from './play-scenario.js';
import { readScenario } from './scenario.js';
import { variants } from './variants.js';

const root = import.meta.dirname;
const names = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const { name } of names.sort((left, right) => (left.name < right.name ? -1 : 1))) {
  const folder = readScenario(root, name);
  describe(`${name}: ${folder.scenario.title}`, () => {
    for (const [variant, unknowns] of variants) {
      if (folder.scenario.variants?.includes(variant) === false) continue;
      it(`holds with Kinde's unknowns: ${variant}`, () => playScenario({ folder, variant, unknowns }));
    }
  });
}
