import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFiles } from '../../../src/cli/files/write-files.js';
import type { TenantEditor } from '../../../src/sandbox/index.js';
import { openFolder } from './run-in-folder.js';
import type { Folder } from './run-in-folder.js';
import { seed } from './tenant.js';

const head = 'version: 1\n';

/** Returns the file after live changes and a pull, once the plan of it is known to be empty. */
async function pullInto(
  text: string,
  edit: (tenant: TenantEditor) => void = () => undefined,
): Promise<string> {
  const folder = openFolder({ seed });
  folder.write('kinde.yaml', text);
  folder.sandbox.change(edit);
  const { status, stdout, stderr } = await folder.run('pull');
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: '' });
  expect(await folder.plan()).toEqual([]);
  return folder.read('kinde.yaml');
}

const acme = `${head}organizations:
  # our first customer
  - code: org_acme     # by code
    name: 'Acme'
    members:
      - ann.second@corp.example   # Ann
      # the warehouse
      - "bo@acme.example"         # Bo
      - { id: kp_desk }
`;

describe('a file that says what Kinde has', () => {
  it('is not touched', async () => {
    expect(await pullInto(acme)).toBe(acme);
  });

  it('is not written: its time stays, and --check ends with 0', async () => {
    const { cwd, run, write } = openFolder({ seed });
    write('kinde.yaml', acme);
    const before = statSync(join(cwd, 'kinde.yaml')).mtimeMs;
    expect(await run('pull', '--check')).toMatchObject({ status: 0, stdout: '' });
    await run('pull');
    expect(statSync(join(cwd, 'kinde.yaml')).mtimeMs).toBe(before);
  });
});

describe('members', () => {
  it('who joined come last, those who left go with their line, and comments stay', async () => {
    const after = await pullInto(acme, (tenant) => {
      tenant.removeMember('org_acme', 'kp_bo');
      tenant.addMember('org_acme', 'kp_dee', ['viewer']);
    });
    expect(after).toBe(
      acme
        .replace('      - "bo@acme.example"         # Bo\n', '')
        .replace('      - { id: kp_desk }\n', '      - { id: kp_desk }\n      - dee@elsewhere.example\n'),
    );
  });

  it('get roles only where the list states roles', async () => {
    const text = acme.replace('"bo@acme.example"', '{ email: "bo@acme.example", roles: [] }');
    const after = await pullInto(text, (tenant) => {
      tenant.setRoles('org_acme', 'kp_bo', ['viewer', 'admin']);
      tenant.addMember('org_acme', 'kp_dee', ['viewer']);
    });
    expect(after).toContain('- { email: "bo@acme.example", roles: [admin, viewer] }         # Bo\n');
    expect(after).toContain('- { email: dee@elsewhere.example, roles: [viewer] }\n');
  });

  it('of an additive list are added to by nobody, and left by those who are not in', async () => {
    const text = `${head}organizations:
  - { code: org_open, membership: additive, members: [dee@elsewhere.example] }
`;
    expect(await pullInto(text)).toBe(text.replace('[dee@elsewhere.example]', '[]'));
  });

  it('are listed by id where their address is outside the allowed domains', async () => {
    const text = acme.replace(
      "    name: 'Acme'\n",
      '    allowedEmailDomains: [acme.example, corp.example]\n',
    );
    const after = await pullInto(text, (tenant) => tenant.addMember('org_acme', 'kp_dee'));
    expect(after).toContain('      - { id: kp_dee } # "dee@elsewhere.example"\n');
  });

  it('who no longer exist are taken out, also those given by id', async () => {
    const after = await pullInto(acme, (tenant) => {
      tenant.deleteUser('kp_desk');
      tenant.deleteUser('kp_bo');
    });
    expect(after).not.toMatch(/kp_desk|bo@acme/);
  });

  it('that nobody manages stay unmanaged', async () => {
    const text = `${head}organizations:\n  - code: org_acme\n    name: Old name\n`;
    expect(await pullInto(text)).toBe(text.replace('Old name', 'Acme'));
  });

  it('become an empty list where everybody has left', async () => {
    const after = await pullInto(acme, (tenant) => {
      for (const user of ['kp_ann', 'kp_bo', 'kp_desk']) tenant.removeMember('org_acme', user);
    });
    expect(after).toBe(`${head}organizations:
  # our first customer
  - code: org_acme     # by code
    name: 'Acme'
    members: []
      # the warehouse
`);
  });

  it('of Windows files without a last line end get Windows lines and no last line end', async () => {
    const text = acme.trimEnd().replaceAll('\n', '\r\n');
    const after = await pullInto(text, (tenant) => tenant.addMember('org_acme', 'kp_dee'));
    expect(after).toBe(`${text}\r\n      - dee@elsewhere.example`);
  });
});

describe('groups', () => {
  const grouped = `${head}groups:
  # everybody
  crew: [ann@acme.example, bo@acme.example, cy@acme.example]
organizations:
  - code: org_acme
    members: [{ group: crew }, { id: kp_desk }]
  - code: org_two
    members:
      - { group: crew }   # all of them
`;
  const everybodyIn = (tenant: TenantEditor): void => {
    tenant.addMember('org_acme', 'kp_cy');
    tenant.addMember('org_two', 'kp_bo');
  };

  it('stay where everybody in them is in, and list nobody twice', async () => {
    expect(await pullInto(grouped, everybodyIn)).toBe(grouped);
  });

  it('lose whoever is in none of the organizations that use them', async () => {
    const after = await pullInto(grouped, (tenant) => {
      everybodyIn(tenant);
      for (const code of ['org_acme', 'org_two']) tenant.removeMember(code, 'kp_bo');
    });
    expect(after).toBe(grouped.replace('bo@acme.example, ', ''));
  });

  it('are written out in the one organization that lacks somebody', async () => {
    const after = await pullInto(grouped, (tenant) => {
      everybodyIn(tenant);
      tenant.removeMember('org_two', 'kp_bo');
    });
    expect(after).toBe(
      grouped.replace(
        '      - { group: crew }   # all of them\n',
        '      - ann@acme.example\n      - cy@acme.example\n',
      ),
    );
  });

  it('are written out where they give a role that is no longer held, and keep the other roles', async () => {
    const text = grouped.replace('{ group: crew }   #', '{ group: crew, roles: [viewer] }   #');
    const after = await pullInto(text, (tenant) => {
      everybodyIn(tenant);
      for (const user of ['kp_ann', 'kp_cy']) tenant.setRoles('org_two', user, ['viewer']);
    });
    expect(after).toContain('      - { email: bo@acme.example, roles: [] }\n');
    expect(after).toContain('      - { email: ann@acme.example, roles: [viewer] }\n');
  });

  it('stay where somebody in them has gained a role: an entry beside them says so', async () => {
    const text = grouped.replace('{ group: crew }   #', '{ group: crew, roles: [] }   #');
    const after = await pullInto(text, (tenant) => {
      everybodyIn(tenant);
      tenant.setRoles('org_two', 'kp_cy', ['admin']);
    });
    expect(after).toBe(
      text.replace('# all of them\n', '# all of them\n      - { email: cy@acme.example, roles: [admin] }\n'),
    );
  });
});

describe('what several places share', () => {
  it('stays shared where it goes on to be the same, and is written out where it is not', async () => {
    const text = `${head}organizations:
  - &base
    code: org_acme
    allowRegistrations: false
    members: &team [ann@acme.example, bo@acme.example, { id: kp_desk }]
  - <<: *base
    code: org_two
  - code: org_home
    members: *team   # the same
`;
    const after = await pullInto(text, (tenant) => {
      for (const user of ['kp_ann', 'kp_bo', 'kp_desk']) tenant.addMember('org_home', user);
    });
    expect(after).toBe(
      text.replace(
        'code: org_two\n',
        'code: org_two\n    members:\n      - ann@acme.example\n      - Cy@Acme.example\n',
      ),
    );
  });

  it('is not changed for others by a change of its first place', async () => {
    const text = `${head}organizations:
  - code: org_acme
    members: &team [ann@acme.example, bo@acme.example, { id: kp_desk }]
  - code: org_home
    members: *team # as above
  - code: org_two
    membership: additive
    members: *team
`;
    const after = await pullInto(text, (tenant) => {
      for (const code of ['org_home', 'org_two'])
        for (const user of ['kp_ann', 'kp_bo', 'kp_desk'])
          if (code !== 'org_two' || user !== 'kp_ann') tenant.addMember(code, user);
      tenant.removeMember('org_acme', 'kp_bo');
    });
    expect(after).toBe(`${head}organizations:
  - code: org_acme
    members: &team [ann@acme.example, { id: kp_desk }]
  - code: org_home
    members: &team # as above
      - ann@acme.example
      - bo@acme.example
      - { id: kp_desk }
  - code: org_two
    membership: additive
    members: *team
`);
  });
});

describe('fields and settings', () => {
  it('take the live value in the quotes that they had; what Kinde lacks is no longer stated', async () => {
    const text = `${head}environment:
  passkeys: off   # soon optional
  featureFlags: { new_checkout: false, "theme": 'red', gone: 1 }
organizations:
  - handle: old
    code: "org_two"
    name: "Old"   # its name
    externalId: 'gone'
    allowRegistrations: true # open
`;
    expect(await pullInto(text)).toBe(`${head}environment:
  passkeys: optional   # soon optional
  featureFlags: { new_checkout: true, "theme": 'blue' }
organizations:
  - code: "org_two"
    name: "Acme"   # its name
    allowRegistrations: false # open
`);
  });

  it('state the membership where people can register themselves by now', async () => {
    const text = `${head}organizations:
  - code: org_open
    allowRegistrations: false
    members: [cy@acme.example]
`;
    expect(await pullInto(text)).toBe(text.replace('false\n', 'true\n    membership: additive\n'));
    const silent = text.replace('    allowRegistrations: false\n', '');
    expect(await pullInto(silent)).toBe(silent.replace('org_open\n', 'org_open\n    membership: additive\n'));
  });

  it('replace a variable that came to something else, and say so', async () => {
    const { run, write, read } = openFolder({ seed }, { NAME: 'Ac\u202Eme' });
    const text = `${head}organizations:\n  - { code: "\${CODE:-org_acme}", name: "\${NAME:-Old}" }\n`;
    write('kinde.yaml', text.replace('NAME', 'OTHER'));
    const { stderr } = await run('pull');
    expect(stderr).toContain('variable-replaced');
    expect(read('kinde.yaml')).toBe(text.replace('"${NAME:-Old}"', '"Acme"'));
  });

  it('of a name that reads like a variable or another type stay text', async () => {
    const text = `${head}organizations:\n  - code: org_acme\n    name: Old\n`;
    for (const name of ['${HOME}', 'true', '12', 'a: b # c', '- x']) {
      const after = await pullInto(text, (tenant) => tenant.changeOrganization('org_acme', { name }));
      expect(after).toContain(`name: ${JSON.stringify(name.replace('${', () => '$${'))}\n`);
    }
  });
});

describe('what is not covered', () => {
  it('is left alone and named: organizations that only one side has', async () => {
    const { run, write, read } = openFolder({ seed });
    const text = `${acme}  - { externalId: new, name: New, members: [x@new.example] }\n`;
    write('kinde.yaml', text);
    const { status, stderr } = await run('pull');
    expect(status).toBe(0);
    expect(stderr).toContain('warning not-in-kinde: New');
    expect(stderr).toContain('warning not-in-files: 3 organizations');
    expect(read('kinde.yaml')).toBe(text);
  });

  it('is everything but the organization that was asked for', async () => {
    const { run, write, read } = openFolder({ seed });
    const text = `${head}environment: { passkeys: off }\norganizations:\n  - { code: org_acme, name: Old }\n  - { code: org_two, name: Old }\n`;
    write('kinde.yaml', text);
    expect((await run('pull', '--organization', 'org_two')).status).toBe(0);
    expect(read('kinde.yaml')).toBe(text.replace('org_two, name: Old', 'org_two, name: Acme'));
  });
});

describe('an organization that only Kinde has', () => {
  it('is added to the end of the file when it is asked for', async () => {
    const { run, write, read, plan } = openFolder({ seed });
    write('kinde.yaml', acme);
    expect((await run('pull', '--organization', 'Open')).status).toBe(0);
    expect(read('kinde.yaml')).toBe(`${acme}  - code: org_open
    name: Open
    allowRegistrations: true
    membership: additive
    members:
      - Cy@Acme.example
`);
    expect(await plan()).toEqual([]);
  });

  it('gets a file of its own in a folder', async () => {
    const { run, write, list, plan } = openFolder({ seed });
    write('kinde/acme.yaml', acme);
    expect((await run('pull', '--organization', 'org_two')).status).toBe(0);
    expect(Object.keys(list())).toEqual(['kinde/acme-2.yaml', 'kinde/acme.yaml']);
    expect(await plan()).toEqual([]);
  });
});

describe('pull refuses', () => {
  async function refuse(
    text: string,
    ...args: readonly string[]
  ): Promise<Awaited<ReturnType<Folder['run']>>> {
    const { run, write, read } = openFolder({ seed });
    write('kinde.yaml', text);
    const ended = await run('pull', ...args);
    expect(read('kinde.yaml')).toBe(text);
    return ended;
  }

  it('files with mistakes, and shows the mistakes', async () => {
    const ended = await refuse(`${acme}      - not an address\n`);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('invalid-email');
  });

  it('files that are locked to another environment', async () => {
    const ended = await refuse(acme.replace(head, `${head}environment: { code: staging }\n`));
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toContain('environment-lock');
  });

  it('a code that Kinde does not have: only a person knows what is meant', async () => {
    expect((await refuse(acme.replace('org_acme ', 'org_none '))).stderr).toContain('organization-not-found');
  });

  it('a role to be kept that Kinde does not have', async () => {
    const ended = await refuse(acme.replace(head, `${head}safety: { keepHolder: [captain] }\n`));
    expect(ended.stderr).toContain('unknown-role');
  });

  it('--split where a configuration is', async () => {
    expect((await refuse(acme, '--split')).stderr).toContain('already-configured');
  });

  it('a link that leads out of the folder', async () => {
    const { cwd, run, write } = openFolder({ seed });
    const text = acme.replace("'Acme'", 'Old');
    write('outside/one.yaml', text);
    mkdirSync(join(cwd, 'kinde'));
    symlinkSync('../outside/one.yaml', join(cwd, 'kinde/one.yaml'));
    expect((await run('pull')).stderr).toContain('not-written');
    expect(readFileSync(join(cwd, 'outside/one.yaml'), 'utf8')).toBe(text);
  });
});

it('writes the folder as a whole or not at all, and leaves no drafts', async () => {
  const { cwd, run, write, read, list } = openFolder({ seed });
  write('kinde/a.yaml', acme.replace("'Acme'", 'Old'));
  const other = `${head}organizations: [{ code: org_two, name: Old }]\n`;
  write('kinde/sub/b.yaml', other);
  write('outside.yaml', other.replace('org_two', 'org_open'));
  symlinkSync('../../outside.yaml', join(cwd, 'kinde/sub/z.yaml'));
  expect((await run('pull')).status).toBe(1);
  expect(read('kinde/a.yaml')).toContain('name: Old');
  expect(Object.keys(list()).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});

it('keeps a byte order mark and the mode of the file', async () => {
  const { cwd, run, read } = openFolder({ seed });
  writeFileSync(join(cwd, 'kinde.yaml'), `\uFEFF${acme.replace("'Acme'", 'Old')}`);
  chmodSync(join(cwd, 'kinde.yaml'), 0o640);
  expect((await run('pull')).status).toBe(0);
  expect(read('kinde.yaml')).toBe(`\uFEFF${acme.replace("'Acme'", 'Acme')}`);
  expect(statSync(join(cwd, 'kinde.yaml')).mode & 0o777).toBe(0o640);
});

it('prints with --check a diff of the lines that would change, and nothing hostile', async () => {
  const { run, write, sandbox, read } = openFolder({ seed });
  write('kinde.yaml', acme);
  sandbox.change((tenant) => tenant.changeOrganization('org_acme', { name: 'x\u0007\u202E' }));
  const { status, stdout, stderr } = await run('pull', '--check');
  expect(status).toBe(2);
  expect(stdout.split('\n').filter((line) => /^[-+] /.test(line))).toEqual(["-    name: 'Acme'"]);
  expect(stderr).not.toMatch(/[\u0007\u202E]/);
  expect(read('kinde.yaml')).toBe(acme);
});

it('prints with --check a patch that git applies: as the command without it writes the file', async () => {
  const { cwd, run, write, read, sandbox } = openFolder({ seed });
  sandbox.change((tenant) => tenant.changeOrganization('org_acme', { name: 'Other' }));
  write('kinde.yaml', `\uFEFF${acme.replaceAll('\n', '\r\n')}`);
  const { stdout } = await run('pull', '--check');
  execFileSync('git', ['apply', '-'], { cwd, input: stdout, stdio: 'pipe' });
  const patched = read('kinde.yaml');
  write('kinde.yaml', `\uFEFF${acme.replaceAll('\n', '\r\n')}`);
  expect((await run('pull')).status).toBe(0);
  expect(patched).toBe(read('kinde.yaml'));
});

it('writes no file that has changed since it was read, and no new one over one that is there', async () => {
  const { cwd, write, read } = openFolder({ seed });
  write('kinde.yaml', acme);
  const files = [{ file: 'kinde.yaml', before: head, after: 'x' }];
  await expect(writeFiles(files, { cwd, roots: ['kinde.yaml'] })).rejects.toMatchObject({
    code: 'not-written',
  });
  const fresh = [{ file: 'kinde.yaml', before: null, after: 'x' }];
  await expect(writeFiles(fresh, { cwd, roots: ['kinde.yaml'] })).rejects.toMatchObject({
    code: 'not-written',
  });
  expect(read('kinde.yaml')).toBe(acme);
});

it('needs no right to write in Kinde', async () => {
  const scopes = [
    'read:environments',
    'read:organizations',
    'read:organization_users',
    'read:users',
    'read:roles',
    'read:organization_user_roles',
    'read:environment_feature_flags',
    'read:passkey',
  ];
  const { run, sandbox } = openFolder({ seed, scopes });
  expect((await run('pull')).status).toBe(0);
  expect((await run('pull')).status).toBe(0);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

describe('who is in and stands in no list', () => {
  it('is named where a pull makes the list additive, and where its doors are closed again', async () => {
    const folder = openFolder({ seed });
    folder.write(
      'kinde.yaml',
      acme.replace("    name: 'Acme'\n", "    name: 'Acme'\n    allowRegistrations: false\n"),
    );
    folder.sandbox.change((tenant) => {
      tenant.changeOrganization('org_acme', { allowRegistrations: true });
      tenant.addMember('org_acme', 'kp_dee', ['admin']);
    });
    const opened = await folder.run('pull');
    expect(opened.stderr).toMatch(/not-in-list: 1 person is in Acme .*dee@elsewhere\.example/);
    folder.sandbox.change((tenant) => tenant.changeOrganization('org_acme', { allowRegistrations: false }));
    const closed = await folder.run('pull');
    expect(closed.stderr).toMatch(/not-in-list: 1 person is in Acme .*dee@elsewhere\.example/);
    expect((await folder.run('pull')).stderr).toContain('but see the warnings');
  });

  it('is named where they have no address', async () => {
    const folder = openFolder({ seed });
    folder.write('kinde.yaml', acme.replace('      - { id: kp_desk }\n', ''));
    const { stderr } = await folder.run('pull');
    expect(stderr).toContain('member-without-email');
    expect(stderr).not.toContain('No changes: the files match Kinde.');
  });
});

it('takes out the first keys beside a dash, however many go', async () => {
  const text = `${head}organizations:
  - externalId: gone
    handle: gone2
    code: org_two
    name: Acme
`;
  expect(await pullInto(text)).toBe(`${head}organizations:\n  - code: org_two\n    name: Acme\n`);
});
