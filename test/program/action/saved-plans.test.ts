// Attacks with saved plans, from the artifact to the exit status: what the action itself stops.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asItIs } from '../../unit/cli/tenant.js';
import { keepFor, listing, openScene, requestOf } from './open-scene.js';

const [jane, old] = ['jane@acme.example', 'old@acme.example'];

it('a plan that a workflow of the branch forged is not used: the files decide', async () => {
  const { commit, run, sandbox, github, store } = await openScene();
  await commit(asItIs);
  const head = await commit(asItIs.replace(jane, `${jane}, lee@acme.example`));
  keepFor(github, head);
  github.runs = { 31: { path: '.github/workflows/innocent.yml' } };
  const folder = join(store, `kinde-plan-${head}`);
  await mkdir(folder);
  await writeFile(join(folder, 'plan.json'), '{"formatVersion":"1"}');
  const applied = await run('apply', { sha: head });
  expect({ status: applied.status, log: applied.log }).toMatchObject({ status: 0 });
  expect(applied.log).toMatch(/^::warning title=kinde-sync::The plan that run 31 saved is not used/m);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.members).toHaveLength(3);
});

it('an old plan that a re-run job replays is refused: a later request stays', async () => {
  const { commit, run, sandbox, github, git } = await openScene();
  const base = await commit(listing(jane, old));
  const first = await commit(listing(jane));
  await run('plan', { event: requestOf(base, first) });
  keepFor(github, first);
  expect((await run('apply', { sha: first })).status).toBe(0);

  const second = await commit(listing(jane, old));
  github.tip = second;
  expect((await run('apply', { sha: second, inputs: { 'saved-plan': 'never' } })).status).toBe(0);
  const before = sandbox.snapshot();

  git('checkout', '--quiet', first);
  const replayed = await run('apply', { sha: first });
  expect(replayed).toMatchObject({ status: 3, outputs: { status: '3' } });
  expect(sandbox.snapshot()).toEqual(before);
});
