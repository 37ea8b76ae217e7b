// Pull into files with last days, reasons and groups in groups.
import { expect, it } from 'vitest';
import { openFolder } from './run-in-folder.js';
import { seed } from './tenant.js';

const text = `version: 1
groups:
  # who helps
  helpers:
    - { group: inner, reason: Helps, until: 2099-06-30 }   # through another
    - { email: gone@free.example, until: 2020-01-31 }      # long ago
  inner:
    - { email: bo@acme.example, until: 2099-12-31, reason: Depot }
organizations:
  - code: org_acme
    members:
      - { email: ann@acme.example, reason: "Founder", roles: [admin] } # Ann
      - { group: helpers }
      - { id: kp_desk, until: 2099-01-31 } # the desk
  - code: org_two
    membership: additive
    members:
      - ann@acme.example
      # Her contract has ended.
      - { email: cy@acme.example, until: 2020-12-31, reason: Audit }
`;

function open(yaml = text) {
  const folder = openFolder({ seed });
  folder.write('kinde.yaml', yaml);
  return folder;
}

it('a file that fits is not touched, and an ended listing of a live member is told', async () => {
  const { run, read, plan } = open();
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toBe(text);
  expect(stderr.match(/ended-listing/gu)).toHaveLength(1);
  expect(await plan()).toMatchObject([{ action: 'remove', userId: 'kp_cy', until: '2020-12-31' }]);
});

it('roles change inside an entry, which keeps its last day, its reason and its comment', async () => {
  const { run, read, sandbox } = open();
  sandbox.change((tenant) => tenant.setRoles('org_acme', 'kp_ann', ['viewer']));
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toBe(text.replace('[admin]', '[viewer]'));
});

it('a person who has left goes from the inner group, and ended entries stay', async () => {
  const { run, read, sandbox, plan } = open();
  sandbox.change((tenant) => {
    tenant.removeMember('org_acme', 'kp_bo');
    tenant.removeMember('org_two', 'kp_cy');
  });
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toContain('gone@free.example, until: 2020-01-31');
  expect(read('kinde.yaml')).toContain('cy@acme.example, until: 2020-12-31');
  expect(read('kinde.yaml')).not.toContain('bo@acme.example');
  expect(await plan()).toEqual([]);
});

it('an ended entry with roles stays beside a group of the same person, whose roles the next apply takes away', async () => {
  const beside = text.replace(
    '      - { id: kp_desk',
    '      - { email: bo@acme.example, until: 2020-12-31, roles: [admin] }\n      - { id: kp_desk',
  );
  const { run, read, plan, sandbox } = open(beside);
  sandbox.change((tenant) => tenant.setRoles('org_acme', 'kp_bo', ['admin', 'viewer']));
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toBe(beside);
  expect(stderr).toContain('ended-listing');
  const changes = await plan();
  expect(changes).toContainEqual(expect.objectContaining({ action: 'update', userId: 'kp_bo' }));
});

it('a group is not written out without a person who has an ended entry beside it', async () => {
  const beside = text
    .replace('reason: Depot }\n', 'reason: Depot }\n    - dee@elsewhere.example\n')
    .replace(
      '      - { id: kp_desk',
      '      - { email: bo@acme.example, until: 2020-12-31 }\n      - { id: kp_desk',
    );
  const yaml = `${beside}      - { group: helpers }\n`;
  const { run, read, sandbox } = open(yaml);
  sandbox.change((tenant) => tenant.addMember('org_two', 'kp_dee'));
  const { status, stderr } = await run('pull');
  expect(status).toBe(1);
  expect(stderr).toContain('not-writable');
  expect(stderr).toContain('Delete the ended entry of bo@acme.example');
  expect(read('kinde.yaml')).toBe(yaml);
});

it('a role that only an ended group entry gave does not become permanent', async () => {
  const formerly = text
    .replace(
      '      - { id: kp_desk',
      '      - { group: inner, until: 2020-12-31, roles: [admin] }\n      - { email: bo@acme.example, roles: [viewer] }\n      - { id: kp_desk',
    )
    .replace('      - { group: helpers }\n', '');
  const { run, read, sandbox } = open(formerly);
  sandbox.change((tenant) => tenant.setRoles('org_acme', 'kp_bo', ['admin', 'viewer']));
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toBe(formerly);
  expect(stderr).toContain('ended-listing');
});

it('a group that is written out passes its last days and reasons on', async () => {
  const inner = text.replace('reason: Depot }\n', 'reason: Depot }\n    - dee@elsewhere.example\n');
  const { run, read, plan, sandbox } = open(`${inner}      - { group: helpers, until: 2099-03-31 }\n`);
  sandbox.change((tenant) => {
    tenant.removeMember('org_two', 'kp_cy');
    tenant.addMember('org_two', 'kp_dee');
    tenant.addMember('org_acme', 'kp_dee');
  });
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toBe(
    `${inner}      - { email: dee@elsewhere.example, until: "2099-03-31", reason: Helps }\n`,
  );
  expect(await plan()).toEqual([]);
});
