// A plan of files that name no business, flags, properties or registration domains costs the fewest possible requests, however
// much of these Kinde holds. The tables of docs/performance.md come from the same scenes.
import { expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { runInWorld } from '../fake-world.js';
import { countFewest } from './count-fewest.js';
import { makeScene } from './make-scene.js';
import { shapes, variants } from './shapes.js';
import { toSeed } from './to-seed.js';
import { inFolder, writeConfiguration } from './write-files.js';

/** Returns the seed with values, roles' permissions and domains that no file names. */
function addUnnamed(seed: SandboxSeed): SandboxSeed {
  return {
    ...seed,
    featureFlags: { seats: { type: 'int', value: '10' }, limits: { type: 'json', value: '{}' } },
    properties: [{ key: 'plan' }],
    permissions: [{ key: 'read:x' }],
    roles: (seed.roles ?? []).map((role) => ({ ...role, permissions: ['read:x'] })),
    organizations: (seed.organizations ?? []).map((organization) => ({
      ...organization,
      allowedDomains: ['acme.example'],
      featureFlags: { seats: '50' },
      properties: { plan: 'gold' },
    })),
  };
}

const small = shapes.filter(({ organizations, members }) => organizations * members <= 2_000);

it.each(small.flatMap((shape) => variants.map((variant) => ({ shape, variant, name: shape.name }))))(
  'a plan of $name, $variant, takes the fewest requests',
  async ({ shape, variant }) => {
    const scene = makeScene(shape, variant);
    const sandbox = createSandbox({ seed: addUnnamed(toSeed(scene)) });
    await inFolder(async (cwd) => {
      const config = writeConfiguration(scene, cwd);
      const { status, stderr } = await runInWorld(['plan', '-c', config, '-q'], { sandbox, cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });
    expect(sandbox.counts()).toEqual({ GET: countFewest(scene).plan });
  },
);
