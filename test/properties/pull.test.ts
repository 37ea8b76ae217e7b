// Whatever a tenant holds, what pull writes is valid, means exactly that, and a plan of it is empty.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawTenant } from '../pull/draw-tenant.js';
import { drawText } from '../pull/draw-text.js';
import { openFolder } from '../pull/run-in-folder.js';
import { drawScene } from './scenes.js';

it('writes files that are valid and plan to nothing, whole and split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { run, plan, list } = openFolder({ seed: drawTenant(g) });
      const isSplit = g(fc.boolean);
      const pulled = await run('pull', ...(isSplit ? ['--split'] : []));
      expect(pulled, JSON.stringify(list())).toMatchObject({ status: 0, stdout: '' });
      const validated = await run('validate');
      expect(validated.status, validated.stderr).toBe(0);
      expect(await plan()).toEqual([]);
      const before = list();
      const again = await run('pull', '--check');
      expect(again, again.stderr).toMatchObject({ status: 0, stdout: '' });
      expect(list()).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

it('edits files so that nothing covered differs, keeps every comment, and touches nothing twice', async () => {
  let edited = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration } = drawScene(g);
      const { run, plan, write, read } = openFolder({ seed });
      const { text, comments } = drawText(g, configuration);
      write('kinde.yaml', text);
      const validated = await run('validate');
      fc.pre(validated.status === 0);
      const pulled = await run('pull');
      if (pulled.status !== 0) {
        // What only a person can decide; a bug of pull's own would have been thrown.
        expect(pulled.stderr).not.toContain('internal');
        expect(pulled.stderr).toMatch(
          /error (?:name-taken|duplicate-organization|name-needed|duplicate-name)/,
        );
        expect(read('kinde.yaml')).toBe(text);
        return;
      }
      const after = read('kinde.yaml');
      expect(await plan()).toEqual(
        expect.not.arrayContaining([
          expect.objectContaining({
            organization: { code: expect.any(String) as string, name: expect.any(String) as string },
          }),
        ]),
      );
      for (const comment of comments) expect(after, text).toContain(comment);
      if (after !== text) edited += 1;
      const again = await run('pull');
      expect(again.status, again.stderr).toBe(0);
      expect(read('kinde.yaml')).toBe(after);
    }),
    { numRuns: 300 },
  );
  expect(edited).toBeGreaterThan(100);
});
