// Plays every scenario folder under every variant of Kinde; `npm run scenario -- 020` plays those whose name holds 020.
import { readdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { playScenario } from './play-scenario.js';
import { readScenario } from './scenario.js';
import { variants } from './variants.js';

const root = import.meta.dirname;
const wanted = process.env['SCENARIO'] ?? '';
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name) && entry.name.includes(wanted))
  .map(({ name }) => name)
  .sort();

if (names.length === 0) throw new Error(`No scenario has "${wanted}" in its name.`);

for (const name of names) {
  const folder = readScenario(root, name);
  describe(`${name}: ${folder.scenario.title}`, () => {
    // The first variant is the usual Kinde. If no answer of its play rested on an unknown that another variant turns, the
    // other play is the same request by request, so it holds as well.
    let asked: ReadonlySet<string> | null = null;
    for (const [variant, unknowns] of variants) {
      if (folder.scenario.variants?.includes(variant) === false) continue;
      it(`holds with Kinde's unknowns: ${variant}`, async () => {
        const isSame = Object.keys(unknowns).every((name) => asked?.has(name) === false);
        if (variant !== 'usual' && isSame) return;
        const own = await playScenario({ folder, variant, unknowns });
        if (variant === 'usual') asked = own;
      });
    }
  });
}
