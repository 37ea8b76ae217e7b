// A journal whose addition has the address of one person and the id of another: the plan would show one and take out the other.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { TenantEditor } from '../../../../src/sandbox/index.js';
import { makeFolder, membersOf, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const seed = makeTenant({
  people: ['bob', 'ann'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', members: ['jane', 'x', 'y', 'z'] },
  ],
});

async function undoEdited(
  edit: (journal: string) => string,
  change: (tenant: TenantEditor) => void = () => undefined,
) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({
    'kinde.yaml':
      'version: 1\norganizations: [{ code: org_acme, membership: additive, members: [bob@acme.example] }]\n',
  });
  await runInWorld(['apply', '--yes', '--journal', 'j'], { sandbox, cwd });
  await writeFile(join(cwd, 'j'), edit(await readFile(join(cwd, 'j'), 'utf8')));
  sandbox.change(change);
  const { status, stdout } = await runInWorld(['undo', 'j', '--yes'], { sandbox, cwd });
  return { status, stdout, members: membersOf(sandbox, 'org_acme') };
}

const everybody = ['kp_bob', 'kp_jane', 'kp_x', 'kp_y', 'kp_z'];

it('takes nobody out under the address of somebody else', async () => {
  const ended = await undoEdited((journal) => journal.replaceAll('kp_bob', 'kp_jane'));
  expect([ended.status, ended.members]).toEqual([1, everybody]);
  expect(ended.stdout).toContain('kp_jane no longer has the address bob@acme.example.');
});

it('takes nobody out whose address has changed since', async () => {
  const ended = await undoEdited(
    (journal) => journal,
    (tenant) => tenant.changeUser('kp_bob', { emails: ['robert@acme.example'] }),
  );
  expect([ended.status, ended.members]).toEqual([1, everybody]);
});

it('takes out who is known by the address as a second one', async () => {
  const ended = await undoEdited(
    (journal) => journal,
    (tenant) => tenant.changeUser('kp_bob', { emails: ['robert@acme.example', 'Bob@acme.example'] }),
  );
  expect([ended.status, ended.members]).toEqual([0, everybody.slice(1)]);
});
