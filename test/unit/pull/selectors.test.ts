// How the entries that pull adds name their organizations: by code, or by external id for files of several environments.
import { describe, expect, it } from 'vitest';
import { makeTenant } from '../../tenant.js';
import { openFolder } from './run-in-folder.js';

const tenant = (environment: string) =>
  makeTenant({
    environment: { code: environment, name: environment },
    people: ['ann', 'bo'],
    organizations: [
      { code: `org_${environment}_home`, name: 'Home', isDefault: true },
      { code: `org_${environment}_acme`, name: 'Acme', externalId: 'cus_1', members: ['ann'] },
      { code: `org_${environment}_globex`, name: 'Globex', externalId: 'cus_2', members: ['bo'] },
    ],
  });

const selectors = (text: string) =>
  [...text.matchAll(/^ {2}- (\w+): (.*)$/gm)].map(([, key, value]) => `${key} ${value}`);

const byExternalId = ['default true', 'externalId cus_1', 'externalId cus_2'];

describe('a first configuration', () => {
  it('names organizations by code, unless --by asks for the external id', async () => {
    const { run, read, plan } = openFolder({ seed: tenant('production') });
    expect((await run('pull', '--by', 'code', '-c', 'code.yaml')).status).toBe(0);
    expect((await run('pull', '-c', 'usual.yaml')).status).toBe(0);
    expect(read('code.yaml')).toBe(read('usual.yaml'));
    expect(read('code.yaml')).toContain(
      '- code: org_production_acme\n    name: Acme\n    externalId: cus_1\n',
    );
    expect((await run('pull', '--by', 'external-id')).status).toBe(0);
    expect(selectors(read('kinde.yaml')).sort()).toEqual(byExternalId);
    expect(read('kinde.yaml')).not.toContain('org_production_acme');
    expect(await plan()).toEqual([]);
  });

  it('serves another environment once the lock is a variable', async () => {
    const first = openFolder({ seed: tenant('production') });
    expect((await first.run('pull', '--by', 'external-id')).status).toBe(0);
    const text = first.read('kinde.yaml').replace('code: production', 'code: ${STAGE}');
    for (const stage of ['production', 'staging']) {
      const { write, plan } = openFolder({ seed: tenant(stage) }, { STAGE: stage });
      write('kinde.yaml', text);
      expect(await plan()).toEqual([]);
    }
  });

  it('names by external id in a folder of files, too', async () => {
    const { run, list, plan } = openFolder({ seed: tenant('production') });
    expect((await run('pull', '--split', '--by', 'external-id')).status).toBe(0);
    expect(Object.values(list()).flatMap(selectors).sort()).toEqual(byExternalId);
    expect(await plan()).toEqual([]);
  });

  it.each([
    ['an external id that two organizations have', { name: 'Acme 2', externalId: 'cus_1' }],
    ['a name that two organizations with external ids have', { name: 'Acme', externalId: 'cus_3' }],
  ])('falls back to the code, and says so, for %s', async (_, twin) => {
    const seed = tenant('production');
    const organizations = [...seed.organizations, { code: 'org_twin', ...twin }];
    const { run, read, plan } = openFolder({ seed: { ...seed, organizations } });
    const { status, stderr } = await run('pull', '--by', 'external-id');
    expect(status).toBe(0);
    expect(stderr.match(/warning not-writable/g)).toHaveLength(2);
    expect(selectors(read('kinde.yaml')).sort()).toEqual([
      'code org_production_acme',
      'code org_twin',
      'default true',
      'externalId cus_2',
    ]);
    expect(await plan()).toEqual([]);
  });

  it('falls back to the code for an external id that another organization outside the file has', async () => {
    const seed = tenant('production');
    const organizations = [...seed.organizations, { code: 'org_twin', name: 'Twin', externalId: 'cus_1' }];
    const { run, read } = openFolder({ seed: { ...seed, organizations } });
    const { stderr } = await run('pull', '--by', 'external-id', '--organization', 'org_twin');
    expect(stderr).toContain('warning not-writable');
    expect(selectors(read('kinde.yaml'))).toEqual(['code org_twin']);
  });
});

describe('the default organization', () => {
  const seedWith = (externalId: string | null) => {
    const [home, ...others] = tenant('production').organizations;
    return { ...tenant('production'), organizations: [{ ...home, name: 'Home', externalId }, ...others] };
  };

  it('is named by its external id if it has one, and as the default one if that also belongs to another', async () => {
    const own = openFolder({ seed: seedWith('cus_home') });
    await own.run('pull', '--by', 'external-id');
    expect(selectors(own.read('kinde.yaml'))).toContain('externalId cus_home');
    const shared = openFolder({ seed: seedWith('cus_1') });
    const { stderr } = await shared.run('pull', '--by', 'external-id');
    expect(selectors(shared.read('kinde.yaml')).sort()).toEqual([
      'code org_production_acme',
      'default true',
      'externalId cus_2',
    ]);
    expect(stderr.match(/warning not-writable/g)).toHaveLength(1);
    expect(await shared.plan()).toEqual([]);
  });

  it('is named so in files that name others by external id, and by its code in files that name none', async () => {
    for (const [entry, named] of [
      ['{ externalId: cus_1 }', 'default true'],
      ['{ code: org_production_acme }', 'code org_production_home'],
    ] as const) {
      const { run, write, read } = openFolder({ seed: tenant('production') });
      write('kinde.yaml', `version: 1\norganizations:\n  - ${entry}\n`);
      expect((await run('pull', '--organization', 'Home')).status).toBe(0);
      expect(selectors(read('kinde.yaml'))).toEqual([named]);
    }
  });
});

describe('an organization that is added to existing files', () => {
  const head = 'version: 1\norganizations:\n';
  const add = async (entry: string, ...args: readonly string[]) => {
    const { run, write, read, plan } = openFolder({ seed: tenant('production') });
    write('kinde.yaml', `${head}  - ${entry}\n`);
    const { status, stderr } = await run('pull', '--organization', 'Globex', ...args);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await plan()).toEqual([]);
    const added = read('kinde.yaml').slice(head.length + entry.length);
    return { chosen: selectors(added), stderr };
  };

  it.each([
    ['by external id where the files do', 'externalId: cus_1', [], 'externalId cus_2'],
    ['by code where the files name none', 'name: Acme', [], 'code org_production_globex'],
    [
      'by code where an entry has both',
      'code: org_production_acme\n    externalId: cus_1',
      [],
      'code org_production_globex',
    ],
    ['by code if --by says so', 'externalId: cus_1', ['--by', 'code'], 'code org_production_globex'],
    [
      'by external id if --by says so',
      'code: org_production_acme',
      ['--by', 'external-id'],
      'externalId cus_2',
    ],
  ] as const)('is named %s', async (_, entry, args, selector) => {
    expect((await add(entry, ...args)).chosen).toEqual([selector]);
  });

  it('gets a file by external id in a folder whose files do so', async () => {
    const { run, write, list, plan } = openFolder({ seed: tenant('production') });
    write('kinde/acme.yaml', `${head}  - externalId: cus_1\n`);
    expect((await run('pull', '--organization', 'Globex')).status).toBe(0);
    expect(selectors(list()['kinde/cus-2.yaml'] ?? '')).toEqual(['externalId cus_2']);
    expect(await plan()).toEqual([]);
  });

  it('is named by its code, with a notice, beside an entry that creates its namesake', async () => {
    const seed = tenant('production');
    const organizations = [...seed.organizations, { code: 'org_twin', name: 'Acme', externalId: 'cus_3' }];
    const { run, write, read } = openFolder({ seed: { ...seed, organizations } });
    write('kinde.yaml', `${head}  - { externalId: cus_1, name: Acme }\n`);
    const { status, stderr } = await run('pull', '--organization', 'org_twin');
    expect(status).toBe(0);
    expect(stderr).toContain('warning not-writable');
    expect(read('kinde.yaml')).toContain('- code: org_twin\n');
  });
});

it('refuses --by where pull adds no organization, and a key that it does not know', async () => {
  const { run, write } = openFolder({ seed: tenant('production') });
  expect((await run('pull', '--by', 'handle')).stderr).toContain('code, external-id');
  write('kinde.yaml', 'version: 1\n');
  expect((await run('pull', '--by', 'external-id')).stderr).toContain('invalid-option');
});
