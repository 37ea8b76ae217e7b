// Whatever a tenant holds, what pull writes is valid, means exactly that, and a plan of it is empty.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawTenant } from '../unit/pull/draw-tenant.js';
import { drawText } from '../unit/pull/draw-text.js';
import { openFolder } from '../unit/pull/run-in-folder.js';
import { drawSome } from './draw-some.js';
import { findMeant } from './goal.js';
import { readPlan } from './run-tool.js';
import type { PrintedPlan } from './run-tool.js';
import { drawScene } from './scenes.js';

it('writes files that are valid and plan to nothing, whole and split', async () => {
  // A line of two blanks is of the business, one of four is of an organization.
  const lines = ['    handle', '    registrationDomains', '    featureFlags', '    properties', '  roles'];
  const written = new Map<string, number>(lines.map((line) => [line, 0]));
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { run, plan, list } = openFolder({ seed: drawTenant(g) });
      const options = drawSome(g, ['--split', '--business', '--by=external-id']);
      const pulled = await run('pull', ...options);
      expect(pulled, JSON.stringify(list())).toMatchObject({ status: 0, stdout: '' });
      const validated = await run('validate');
      expect(validated.status, validated.stderr).toBe(0);
      expect(await plan()).toEqual([]);
      const before = list();
      const text = Object.values(before).join('\n');
      for (const [line, count] of written) if (text.includes(`\n${line}:`)) written.set(line, count + 1);
      const again = await run('pull', '--check');
      expect(again, again.stderr).toMatchObject({ status: 0, stdout: '' });
      expect(list()).toEqual(before);
    }),
    { numRuns: 300 },
  );
  for (const [line, count] of written) expect(count, line).toBeGreaterThan(20);
});

it('edits files so that nothing covered differs, keeps every comment, and touches nothing twice', async () => {
  let edited = 0;
  let leaving = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration } = drawScene(g);
      const { run, plan, write, read } = openFolder({ seed });
      const { text, comments, blocks } = drawText(g, configuration);
      write('kinde.yaml', text);
      const validated = await run('validate');
      fc.pre(validated.status === 0);
      const planned = await run('plan', '--format', 'json');
      const pulled = await run('pull');
      expect(pulled.status, pulled.stderr).toBe(0);
      const after = read('kinde.yaml');
      // A pull lists no leaver, so the plan still takes them out. If it listed one, there would be no plan.
      const left = (await plan()).filter((change) => !('leaver' in change));
      leaving += planned.stdout.includes('"leaver":') ? 1 : 0;
      expect(left).toEqual(
        expect.not.arrayContaining([
          expect.objectContaining({
            organization: { code: expect.any(String) as string, name: expect.any(String) as string },
          }),
        ]),
      );
      for (const comment of comments) expect(after, text).toContain(comment);
      if (after !== text) edited += 1;
      // Where a plan shows nothing for an entry, and it shares nothing with others, its lines are as they were.
      const touched = planned.stdout === '' ? null : codesIn(readPlan(planned));
      for (const [index, block] of blocks.entries()) {
        const entry = configuration.organizations[index];
        const code = entry === undefined ? undefined : findMeant(entry, seed)?.code;
        if (touched?.has(code ?? '') === false && !/\*|&|group/.test(block.replace(/#.*/g, '')))
          expect(after).toContain(block);
      }
      const again = await run('pull');
      expect(again.status, again.stderr).toBe(0);
      expect(read('kinde.yaml')).toBe(after);
    }),
    { numRuns: 300 },
  );
  expect(edited).toBeGreaterThan(100);
  expect(leaving).toBeGreaterThan(30);
});

function codesIn({ changes }: PrintedPlan): ReadonlySet<string | null> {
  return new Set(changes.flatMap((change) => ('organization' in change ? [change.organization.code] : [])));
}
