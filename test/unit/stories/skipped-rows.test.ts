// A list that moves while its pages are read lacks somebody. Nothing is decided because of that gap alone.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, membersOf, planOf, reportOf, runInWorld } from '../../fake-world.js';
import { skipRow } from '../../skip-row.js';
import { makeTenant } from '../../tenant.js';

const rolesOf = (sandbox: Sandbox, code: string, user: string): readonly string[] | undefined =>
  sandbox
    .snapshot()
    .organizations.find((one) => one.code === code)
    ?.members.find((one) => one.user === user)?.roles;

describe('a page of the holders of a role that skips the last administrator of an organization', () => {
  const codes = ['org_0', 'org_1', 'org_2', 'org_3', 'org_4'];
  const seed = makeTenant({
    people: ['a', 'b', 'c', 'h1', 'h2'],
    organizations: codes.map((code, index) => ({
      code,
      name: code,
      isDefault: index === 0,
      members:
        index === 4 ? ['a admin', 'b m', 'c m'] : [index === 0 ? 'h1 admin' : 'h1 m', 'h2 admin', 'b m'],
    })),
  });
  const configure = (a: string, others = ''): string => `version: 1
safety: { keepHolder: [admin] }
organizations:
${codes
  .slice(0, 4)
  .map(
    (code) =>
      `  - { code: ${code}, members: [h1@acme.example, { email: h2@acme.example, roles: [admin] }, b@acme.example] }\n`,
  )
  .join('')}  - { code: org_4, members: [${a}{ email: b@acme.example, roles: [m] }, c@acme.example${others}] }
`;
  // The sandbox lists holders in the order of people: `a` and `h1` first.
  async function run(text: string, ...command: readonly string[]) {
    const sandbox = createSandbox({ seed: { ...seed, users: seed.users.toSorted(byPlace) } });
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const edit = (tenant: Parameters<Parameters<Sandbox['change']>[0]>[0]): void =>
      tenant.setRoles('org_0', 'kp_h1', ['m']);
    const fetch = skipRow(sandbox, { path: /\/roles\/.*\/users$/, edit });
    const ended = await runInWorld(command, { sandbox, cwd, fetch });
    const skipped = membersOf(sandbox, 'org_4');
    return { ...ended, sandbox, skipped, text: await readFile(join(cwd, 'kinde.yaml'), 'utf8') };
  }
  const byPlace = (one: { readonly id?: string }, other: { readonly id?: string }): number =>
    order.indexOf(one.id ?? '') - order.indexOf(other.id ?? '');
  const order = ['kp_h1', 'kp_h2', 'kp_a', 'kp_b', 'kp_c'];

  it('does not hide that the organization would lose them', async () => {
    const { status, stdout, sandbox } = await run(configure(''), 'apply', '--yes', '--format', 'json');
    expect([status, planOf({ stdout }).refusals.map(({ guard }) => guard)]).toEqual([3, ['keep-holder']]);
    expect(rolesOf(sandbox, 'org_4', 'kp_a')).toEqual(['admin']);
  });

  it('does not hide the role that they would lose', async () => {
    const text = configure('{ email: a@acme.example, roles: [m] }, ');
    const { status, stdout } = await run(text, 'plan', '--format', 'json');
    expect(status).toBe(3);
    expect(planOf({ stdout }).changes).toMatchObject([{ fields: [{ before: ['admin'], after: ['m'] }] }]);
  });

  it('does not take the role from their line', async () => {
    const text = configure('{ email: a@acme.example, roles: [admin] }, ');
    const { status, text: pulled } = await run(text, 'pull');
    expect([status, pulled]).toEqual([0, text]);
  });
});

describe('the holders of a kept role in several pages, while more organizations lose somebody than there are pages', () => {
  const codes = ['org_0', 'org_1', 'org_2', 'org_3', 'org_4'];
  const holderOf = (index: number): string => (index === 0 ? 'h1' : index === 4 ? 'a' : 'h2');
  const seed = makeTenant({
    people: ['h1', 'h2', 'a', 'b', 'x'],
    roles: ['m'],
    organizations: codes.map((code, index) => ({
      code,
      name: code,
      isDefault: index === 0,
      members: [`${holderOf(index)} admin`, 'b', 'x'],
    })),
  });
  const text = `version: 1
safety: { keepHolder: [admin] }
organizations:
${codes
  .map((code, index) => {
    const holder = index === 4 ? '' : `${holderOf(index)}@acme.example, `;
    return `  - { code: ${code}, members: [${holder}b@acme.example] }\n`;
  })
  .join('')}`;

  it.each([
    ['only twice if both readings agree', [], ['keep-holder'], 1],
    ['twice, and the members where they differ', ['m'], ['keep-holder'], 2],
  ])('are listed %s', async (_, roles, guards, lists) => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const fetch = skipRow(sandbox, {
      path: /\/roles\/.*\/users$/,
      edit: (tenant) => {
        if (roles.length > 0) tenant.setRoles('org_0', 'kp_h1', roles);
      },
    });
    const ended = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd, fetch });
    expect(planOf(ended).refusals.map(({ guard }) => guard)).toEqual(guards);
    const { reads } = planOf(ended);
    const count = (name: string) => reads.filter(({ list }) => list === name).map((one) => one.lists);
    expect([count('role holders'), count('members')]).toEqual([[2, 1], [lists]]);
  });
});

describe('a page of members that skips somebody', () => {
  const seed = makeTenant({
    people: ['a', 'b', 'p', 'c'],
    organizations: [{ code: 'org_1', name: 'One', isDefault: true, members: ['a', 'b', 'p admin', 'c'] }],
  });
  const lines = ['b@acme.example', '{ email: p@acme.example, roles: [admin] }', 'c@acme.example'];
  const configure = (list: readonly string[]): string =>
    `version: 1\norganizations:\n  - code: org_1\n    members:\n${list.map((line) => `      - ${line}\n`).join('')}`;
  const path = /\/organizations\/org_1\/users$/;

  it('does not delete their line', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': configure(['a@acme.example', ...lines]) });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.removeMember('org_1', 'kp_a') });
    const ended = await runInWorld(['pull'], { sandbox, cwd, fetch });
    const pulled = await readFile(join(cwd, 'kinde.yaml'), 'utf8');
    // `a` was on the first page, so the next pull takes the line away.
    expect([ended.status, pulled]).toEqual([0, configure(['a@acme.example', ...lines])]);
    await runInWorld(['pull'], { sandbox, cwd });
    expect(await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toBe(configure(lines));
  });

  it('does not delete the line of somebody whom the lists of other organizations show', async () => {
    const other = { code: 'org_2', name: 'Two', members: [{ user: 'kp_p' }] };
    const sandbox = createSandbox({ seed: { ...seed, organizations: [...seed.organizations, other] } });
    const text = `${configure(['a@acme.example', ...lines])}  - { code: org_2, members: [p@acme.example] }\n`;
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.removeMember('org_1', 'kp_a') });
    const ended = await runInWorld(['pull'], { sandbox, cwd, fetch });
    expect([ended.status, await readFile(join(cwd, 'kinde.yaml'), 'utf8')]).toEqual([0, text]);
  });

  it('does not make undo leave them in the organization', async () => {
    const before = {
      code: 'org_1',
      name: 'One',
      isDefault: true,
      members: [{ user: 'kp_a' }, { user: 'kp_b' }],
    };
    const sandbox = createSandbox({ seed: { ...seed, organizations: [before] } });
    const cwd = await makeFolder({ 'kinde.yaml': configure(['a@acme.example', ...lines]) });
    await runInWorld(['apply', '--yes', '--journal', 'j.jsonl'], { sandbox, cwd });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.removeMember('org_1', 'kp_a') });
    const ended = await runInWorld(['undo', 'j.jsonl', '--yes', '--format', 'json'], { sandbox, cwd, fetch });
    expect([ended.status, reportOf(ended).verified]).toEqual([0, true]);
    expect(membersOf(sandbox, 'org_1')).toEqual(['kp_b']);
  });

  it('does not make their removal by a saved plan count as done', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({
      'kinde.yaml': configure(['a@acme.example', 'b@acme.example', 'c@acme.example']),
    });
    await runInWorld(['plan', '--out', 'saved.json'], { sandbox, cwd });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.removeMember('org_1', 'kp_a') });
    await runInWorld(['apply', 'saved.json', '--yes'], { sandbox, cwd, fetch });
    expect(membersOf(sandbox, 'org_1')).not.toContain('kp_p');
  });

  describe('again', () => {
    /** Returns the fetch of a sandbox whose list of members has pages of two, and never shows `p`. */
    function hide(sandbox: Sandbox): Sandbox['fetch'] {
      const paged = skipRow(sandbox, { path, edit: () => undefined });
      return async (input, init) => {
        const response = await paged(input, init);
        if (!path.test(new URL(new Request(input, init).url).pathname)) return response;
        const body = (await response.json()) as {
          readonly organization_users: readonly { readonly id: string }[];
        };
        const rows = body.organization_users.filter(({ id }) => id !== 'kp_p');
        return Response.json({ ...body, organization_users: rows });
      };
    }

    it('makes pull fail, and write nothing', async () => {
      const sandbox = createSandbox({ seed });
      const text = configure(['a@acme.example', ...lines]);
      const cwd = await makeFolder({ 'kinde.yaml': text });
      const ended = await runInWorld(['pull'], { sandbox, cwd, fetch: hide(sandbox) });
      expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'incomplete-list']);
      expect(await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toBe(text);
    });

    it('makes undo say that it leaves them', async () => {
      const members = [{ user: 'kp_a' }, { user: 'kp_b' }];
      const before = { code: 'org_1', name: 'One', isDefault: true, members };
      const sandbox = createSandbox({ seed: { ...seed, organizations: [before] } });
      const cwd = await makeFolder({ 'kinde.yaml': configure(['a@acme.example', ...lines]) });
      await runInWorld(['apply', '--yes', '--journal', 'j.jsonl'], { sandbox, cwd });
      const undo = ['undo', 'j.jsonl', '--yes', '--format', 'json'];
      const ended = await runInWorld(undo, { sandbox, cwd, fetch: hide(sandbox) });
      expect(ended.status).toBe(1);
      expect(reportOf(ended).warnings).toContainEqual(
        expect.objectContaining({ code: 'moved-since', email: 'p@acme.example' }),
      );
    });
  });
});

describe('a page of people that skips somebody', () => {
  const path = /\/v1\/users$/;

  it('does not hide the organization of which they are the only member from the report', async () => {
    const seed = makeTenant({
      people: ['a', 'b', 'p', 'c'],
      organizations: [
        { code: 'org_1', name: 'One', isDefault: true, members: ['a', 'b', 'c'] },
        { code: 'org_2', name: 'Two', members: ['p admin'] },
      ],
    });
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': 'version: 1\norganizations: [{ code: org_1 }]\n' });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.deleteUser('kp_a') });
    const { stdout, stderr } = await runInWorld(['report', '--format', 'csv'], { sandbox, cwd, fetch });
    expect(stdout, stderr).toContain('p@acme.example');
    expect(stderr).toContain('lists-disagree');
  });

  it('does not delete their lines', async () => {
    const codes = ['org_1', 'org_2', 'org_3', 'org_4', 'org_5'];
    const seed = makeTenant({
      people: ['a', 'b', 'p'],
      organizations: codes.map((code, index) => ({
        code,
        name: code,
        isDefault: index === 0,
        members: index === 0 ? ['b', 'p admin'] : ['b', 'p'],
      })),
    });
    const sandbox = createSandbox({ seed });
    const text = `version: 1\norganizations:\n${codes
      .map((code, index) => {
        const others = index === 1 ? '{ id: kp_p }' : 'p@acme.example';
        const p = index === 0 ? '{ email: p@acme.example, roles: [admin] }' : others;
        return `  - { code: ${code}, members: [b@acme.example, ${p}] }\n`;
      })
      .join('')}`;
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const fetch = skipRow(sandbox, { path, edit: (tenant) => tenant.deleteUser('kp_a') });
    const ended = await runInWorld(['pull'], { sandbox, cwd, fetch });
    expect([ended.status, await readFile(join(cwd, 'kinde.yaml'), 'utf8')]).toEqual([0, text]);
  });
});

describe('a page of organizations that skips one', () => {
  const seed = makeTenant({
    people: ['a'],
    organizations: ['org_1', 'org_2', 'org_3'].map((code, index) => ({
      code,
      name: code,
      isDefault: index === 0,
      externalId: code,
      members: ['a'],
    })),
  });

  it('does not create it again', async () => {
    const sandbox = createSandbox({ seed });
    const text =
      'version: 1\norganizations: [{ externalId: org_3, name: org_3, members: [a@acme.example] }]\n';
    const cwd = await makeFolder({ 'kinde.yaml': text });
    const path = /\/v1\/organizations$/;
    const paged = skipRow(sandbox, { path, edit: () => undefined });
    let pages = 0;
    const fetch: Sandbox['fetch'] = async (input, init) => {
      const response = await paged(input, init);
      if (!path.test(new URL(new Request(input, init).url).pathname)) return response;
      pages += 1;
      const body = (await response.json()) as { readonly organizations: readonly unknown[] };
      return Response.json(pages === 2 ? { ...body, organizations: [] } : body);
    };
    const ended = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd, fetch });
    expect([planOf(ended).changes, planOf(ended).requests]).toEqual([[], { GET: 6 }]);
  });
});
