// Tests the file of a saved plan: it is complete, only its owner can read it, and a changed byte makes it invalid.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { errorCodeIn, membersOf, reportOf, runInWorld } from '../../../fake-world.js';
import { configuration, savePlan, operationsOf, seed } from './scene.js';

const flagOnly = 'version: 1\nenvironment:\n  featureFlags: { max_seats: 25 }\n';
const nobody = 'version: 1\norganizations:\n  - code: org_acme\n    membership: exact\n    members: []\n';

describe('the file of a saved plan', () => {
  it('can be read by its owner only, also where it replaces another', async () => {
    const { path, sandbox, folder } = await savePlan();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await writeFile(path, 'older', { mode: 0o644 });
    await runInWorld(['plan', '--out', path, '-q'], { sandbox, cwd: folder });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('holds neither the secret nor a token', async () => {
    const tokens: string[] = [];
    const { text, sandbox, path, folder } = await savePlan();
    const fetch: typeof globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      tokens.push(request.headers.get('authorization')?.replace('Bearer ', '') ?? '');
      return sandbox.fetch(request);
    };
    await runInWorld(['plan', '--out', path], { sandbox, cwd: folder, fetch });
    const again = await readFile(path, 'utf8');
    for (const secret of ['sandbox-only-secret', ...tokens.filter((token) => token !== '')]) {
      expect(text).not.toContain(secret);
      expect(again).not.toContain(secret);
    }
    expect(tokens.length).toBeGreaterThan(2);
  });

  it('is the same for the same plan, whatever time it is', async () => {
    const [one, other] = [await savePlan(), await savePlan()];
    const plans = [one, other].map(({ text }) => {
      const { saved, checksum, ...plan } = JSON.parse(text) as Record<string, unknown>;
      expect([saved, checksum]).toEqual([expect.anything(), expect.anything()]);
      return plan;
    });
    expect(plans[0]).toEqual(plans[1]);
  });

  it('is applied beside its configuration, and done in whole', async () => {
    const { apply } = await savePlan();
    const end = await apply();
    expect({ status: end.status, verified: reportOf(end).verified }).toEqual({ status: 0, verified: true });
    const again = await apply();
    expect(again.status, again.stdout).toBe(0);
  });

  it('may be what plan --format json printed', async () => {
    const { sandbox, folder, path, apply } = await savePlan();
    const { stdout } = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd: folder });
    await writeFile(path, stdout);
    expect((await apply()).status).toBe(0);
  });
});

describe('a saved plan that asks for removals', () => {
  it('stays refused where it was refused', async () => {
    const { planned, apply, sandbox } = await savePlan({ yaml: nobody });
    expect(planned.status).toBe(3);
    const end = await apply();
    expect(end.status).toBe(3);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it.each([
    ['--allow-removals', 'all'],
    ['--allow-removals', '3'],
  ])('does not carry the %s that it was made with: apply must be given its own', async (...args) => {
    const { planned, text, apply, sandbox } = await savePlan({ yaml: nobody, args });
    expect(planned.status).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ approvedRemovals: args[1] === 'all' ? 'any' : 3 });
    expect((await apply()).status).toBe(3);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
    expect((await apply({}, '--allow-removals', '2')).status).toBe(3);
    expect((await apply({}, ...args)).status).toBe(0);
    expect(membersOf(sandbox, 'org_acme')).toEqual([]);
  });

  it('holds them back with --no-removals', async () => {
    const { apply, sandbox } = await savePlan();
    const end = await apply({}, '--no-removals');
    expect(end.status).toBe(0);
    expect(end.stderr).not.toContain('error');
    const removed = reportOf(end).changes.filter(({ action }) => action === 'remove');
    expect(removed.map(({ result, error }) => [result, error?.code])).toEqual([
      ['skipped', 'removal-held-back'],
    ]);
    expect(membersOf(sandbox, 'org_acme')).toContain('kp_old');
  });
});

describe('what a saved plan approves', () => {
  it('is left for the next run where the files ask for more', async () => {
    const { apply, folder, sandbox } = await savePlan({ yaml: flagOnly });
    await writeFile(join(folder, 'kinde.yaml'), `${flagOnly}  passkeys: optional\n`);
    const end = await apply();
    expect(end.status).toBe(0);
    expect(reportOf(end).warnings.map(({ code }) => code)).toContain('not-in-saved-plan');
    const { featureFlags, passkeys } = sandbox.snapshot();
    expect([featureFlags['max_seats']?.value, passkeys]).toEqual(['25', 'off']);
  });

  it('is nothing that the files do not say: a forged plan does nothing', async () => {
    const { apply, path, folder, sandbox } = await savePlan();
    const forged = await savePlan({ yaml: nobody, args: ['--allow-removals', 'all'], sandbox: { seed } });
    await writeFile(path, await readFile(forged.path, 'utf8'));
    const end = await apply({ cwd: folder }, '--allow-removals', 'all');
    expect([end.status, reportOf(end).refusals.map(({ guard }) => guard)]).toEqual([
      3,
      ['plan-overtaken', 'plan-overtaken'],
    ]);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('is overtaken by files that list somebody who was to leave', async () => {
    const { apply, folder, sandbox } = await savePlan();
    await writeFile(
      join(folder, 'kinde.yaml'),
      configuration.replace('- jane@acme.com', '- jane@acme.com\n      - old@acme.com'),
    );
    const end = await apply();
    expect([end.status, reportOf(end).refusals.map(({ guard }) => guard)]).toEqual([3, ['plan-overtaken']]);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('is nothing where the files are wrong', async () => {
    const { apply, folder, sandbox } = await savePlan();
    await writeFile(join(folder, 'kinde.yaml'), 'version: 2\n');
    expect((await apply()).status).toBe(1);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('is told with when and of which commit the plan was made', async () => {
    const { apply, text } = await savePlan({ yaml: flagOnly });
    expect(JSON.parse(text)).toMatchObject({ saved: { at: expect.stringMatching(/^\d{4}-/) as string } });
    for (const args of [[], ['--quiet']])
      expect((await apply({}, ...args)).stderr).toContain('The saved plan was made at');
  });
});

describe('reading for a saved plan', () => {
  it('reads what planning reads, and nothing else', async () => {
    const { apply, sandbox } = await savePlan({ yaml: flagOnly });
    expect((await apply()).status).toBe(0);
    expect(operationsOf(sandbox)).toEqual([
      'GetEnvironementFeatureFlags',
      'UpdateEnvironementFeatureFlagOverride',
      'getEnvironment',
      'getOrganizations',
    ]);
  });

  it('reads the members of touched organizations only', async () => {
    const { apply, sandbox } = await savePlan();
    await apply();
    const lists = sandbox.requests().filter(({ operation }) => operation === 'GetOrganizationUsers');
    expect(lists.some(({ path }) => path.includes('org_acme'))).toBe(true);
    expect(lists.filter(({ path }) => /org_(home|else)/.test(path))).toEqual([]);
  });

  const codes = [1, 2, 3, 4, 5, 6].map((number) => `org_${number}`);
  const many = {
    yaml: JSON.stringify({
      version: 1,
      organizations: codes.map((code) => ({ code, members: [{ email: 'jane@acme.com', roles: ['admin'] }] })),
    }),
    sandbox: {
      seed: {
        ...seed,
        organizations: codes.map((code) => ({
          code,
          name: code,
          members: [{ user: 'kp_jane' }, { user: 'kp_old', roles: ['viewer'] }],
        })),
      },
    },
    args: ['--allow-removals', 'all'],
  };

  it('reads everyone and the holders of roles where that takes fewer requests than the organizations', async () => {
    const { apply, sandbox } = await savePlan(many);
    expect((await apply({}, '--allow-removals', 'all')).status).toBe(0);
    expect(operationsOf(sandbox)).not.toContain('GetOrganizationUsers');
    const lists = sandbox.snapshot().organizations.map(({ members }) => members);
    expect(lists).toEqual(codes.map(() => [{ user: 'kp_jane', roles: ['admin'] }]));
  });

  it('sees there that somebody who is to leave has other roles by now', async () => {
    const { apply, sandbox } = await savePlan(many);
    sandbox.change((tenant) => tenant.setRoles('org_3', 'kp_old', ['viewer', 'admin']));
    const end = await apply({}, '--allow-removals', 'all');
    expect([end.status, reportOf(end).refusals.map(({ guard }) => guard)]).toEqual([3, ['plan-overtaken']]);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('writes nothing in another environment of the same code', async () => {
    const { apply, sandbox } = await savePlan();
    const end = await apply({ env: { KINDE_DOMAIN: 'http://127.0.0.1:4010' } });
    expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code: 'foreign-plan' });
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('writes nothing if a list can not be read to its end', async () => {
    const failing = (operation: string): Response | undefined =>
      operation === 'GetOrganizationUsers' ? new Response('{}', { status: 403 }) : undefined;
    let isFailing = false;
    const { apply, sandbox } = await savePlan({
      sandbox: { intercept: ({ operation }) => (isFailing ? failing(operation) : undefined) },
    });
    isFailing = true;
    const end = await apply();
    expect(end.status).toBe(1);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});

describe('a damaged file', () => {
  const damages: readonly (readonly [string, (text: string) => string, string])[] = [
    ['is empty', () => '', 'damaged-plan'],
    ['is cut short', (text) => text.slice(0, text.length / 2), 'damaged-plan'],
    ['lacks its last brace', (text) => text.trimEnd().slice(0, -1), 'damaged-plan'],
    ['is no JSON', () => 'version: 1\n', 'damaged-plan'],
    ['is a list', () => '[]', 'damaged-plan'],
    ['is null', () => 'null', 'damaged-plan'],
    ['is a text', () => '"plan"', 'damaged-plan'],
    ['is another document', () => '{"name":"kinde-sync"}', 'damaged-plan'],
    [
      'is of another format',
      (text) => text.replace('"formatVersion": "1"', '"formatVersion": "2"'),
      'foreign-plan',
    ],
    [
      'has a format that is a number',
      (text) => text.replace('"formatVersion": "1"', '"formatVersion": 1'),
      'foreign-plan',
    ],
    ['has an edited count', (text) => text.replace(/"remove": 1/, '"remove": 0'), 'damaged-plan'],
    ['has an edited number of requests', (text) => text.replace(/"GET": \d+/, '"GET": 1'), 'damaged-plan'],
    ['has an edited change', (text) => text.replace('"kp_old"', '"kp_jane"'), 'damaged-plan'],
    ['has an edited role', (text) => text.replace('"viewer"', '"admin"'), 'damaged-plan'],
    ['has an edited place', (text) => text.replace(/kinde\.yaml:\d+/, 'kinde.yaml:99'), 'damaged-plan'],
    ['has an edited environment', (text) => text.replace('"production"', '"staging"'), 'damaged-plan'],
    [
      'has an edited fingerprint',
      (text) => text.replace(/("fingerprint": ")\w{8}/, '$100000000'),
      'damaged-plan',
    ],
    ['has an edited sum', (text) => text.replace(/("checksum": ")\w{8}/, '$100000000'), 'damaged-plan'],
    ['has a key more', (text) => text.replace('{', '{ "approved": true,'), 'damaged-plan'],
    ['has a key twice', (text) => text.replace(/}\s*$/, ', "refusals": [{}] }'), 'damaged-plan'],
    [
      'approves removals that nobody approved',
      (text) => text.replace('"reads"', '"approvedRemovals": "any", "reads"'),
      'damaged-plan',
    ],
    [
      'lost its warnings',
      (text) => text.replace(/"warnings": \[[^\]]*\]/, '"warnings": [{"code":"same-person","message":"x"}]'),
      'damaged-plan',
    ],
  ];

  it.each(damages)('that %s is refused, with nothing asked of Kinde', async (_, damage, code) => {
    const { text, path, apply, sandbox } = await savePlan();
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    await writeFile(path, damaged);
    const end = await apply();
    expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code });
    expect(operationsOf(sandbox)).toEqual([]);
  });

  it('that is huge is not even read', async () => {
    const { path, apply } = await savePlan();
    await truncate(path, 257 * 1024 * 1024);
    const end = await apply();
    expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code: 'damaged-plan' });
  });

  it.each([
    ['none.json', 'no such file'],
    ['.', 'a folder'],
    ['pipe', 'a pipe'],
    ['/dev/null', 'a device'],
  ])('that is no file is said so, and keeps no run waiting: %s', async (path, words) => {
    const { sandbox, folder } = await savePlan();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const [command, code] of [
      ['apply', 'no-plan'],
      ['undo', 'unreadable-journal'],
    ] as const) {
      const end = await runInWorld([command, path, '--yes'], { sandbox, cwd: folder });
      expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code });
      expect(end.stderr).toContain(words);
    }
  });

  it('is noticed wherever a single character was changed', async () => {
    const { text, path, apply, sandbox } = await savePlan({ yaml: flagOnly });
    for (let at = 1; at < text.length; at += 37) {
      const other = text[at] === 'x' ? 'y' : 'x';
      await writeFile(path, `${text.slice(0, at)}${other}${text.slice(at + 1)}`);
      const end = await apply();
      expect(['damaged-plan', 'foreign-plan'], `at ${at}`).toContain(errorCodeIn(end));
    }
    expect(operationsOf(sandbox)).toEqual([]);
  });
});
