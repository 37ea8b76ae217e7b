// The public API's calls for the usual case, against the sandbox in this process.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { apply, doctor, plan, pull, report } from '../../src/index.js';
import type { RunOptions } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { makeFolder, membersOf } from '../fake-world.js';
import { makeTenant } from '../tenant.js';

const files = `version: 1
environment: { code: production }
organizations:
  - code: org_1
    members: [jane@acme.example]
`;

interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly options: Required<Pick<RunOptions, 'cwd' | 'env' | 'fetch' | 'sleep'>>;
}

/** An organization with Jane and Lee, and the files in a folder of their own; null for no files. */
async function openScene(text: string | null = files): Promise<Scene> {
  const sandbox = createSandbox({
    seed: makeTenant({
      roles: ['admin'],
      organizations: [{ code: 'org_1', name: 'Acme', members: ['jane', 'lee', 'max'] }],
    }),
  });
  const cwd = await makeFolder(text === null ? {} : { 'kinde.yaml': text });
  const env = sandbox.environmentVariables(`https://${sandbox.domain}`);
  return {
    sandbox,
    cwd,
    options: { cwd, env, fetch: sandbox.fetch, sleep: () => Promise.resolve() },
  };
}

describe('plan', () => {
  it('reads the default files and Kinde, and changes nothing', async () => {
    const scene = await openScene();
    const { changes, refusals } = await plan(scene.options);
    expect(changes.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      'remove member',
      'remove member',
    ]);
    expect(refusals).toEqual([]);
    expect(scene.sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('takes the paths of KINDE_SYNC_CONFIG, and paths before them', async () => {
    const scene = await openScene('version: 2\n');
    await writeFile(join(scene.cwd, 'access.yaml'), files);
    const env = { ...scene.options.env, KINDE_SYNC_CONFIG: 'access.yaml' };
    expect((await plan({ ...scene.options, env })).changes).toHaveLength(2);
    await expect(plan({ ...scene.options, env, paths: ['kinde.yaml'] })).rejects.toMatchObject({
      code: 'invalid-configuration',
    });
  });

  it.each([
    ['text', { allowRemovals: '1' }],
    ['a word', { allowRemovals: 'any' }],
    ['true', { allowRemovals: true }],
    ['a negative number', { allowRemovals: -1 }],
    ['half a removal', { allowRemovals: 1.5 }],
    ['text for removals', { removals: 'false' }],
  ] as [string, object][])('takes no approval that is %s, which would lift the limits', async (_, odd) => {
    const scene = await openScene();
    await expect(plan({ ...scene.options, ...odd })).rejects.toMatchObject({ code: 'invalid-option' });
    const reviewed = await plan(scene.options);
    await expect(apply({ ...scene.options, ...odd, plan: reviewed })).rejects.toMatchObject({
      code: 'invalid-option',
    });
    expect(scene.sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it.each([
    ['organizations', []],
    ['organizations', ''],
    ['organizations', 'org_1'],
    ['organizations', [undefined]],
    ['paths', []],
    ['paths', 'kinde.yaml'],
    ['paths', ['']],
  ] as [string, unknown][])('refuses %s that is %j, which may mean everything', async (name, value) => {
    const scene = await openScene();
    await expect(plan({ ...scene.options, [name]: value })).rejects.toMatchObject({ code: 'invalid-option' });
    expect(scene.sandbox.requests()).toEqual([]);
  });

  it('takes paths, and holds removals back where it is told', async () => {
    const scene = await openScene(null);
    await writeFile(join(scene.cwd, 'access.yaml'), files);
    const { changes } = await plan({ ...scene.options, paths: ['access.yaml'], removals: false });
    expect(changes).toEqual([]);
  });

  it('throws every diagnostic of invalid files, and sends no request', async () => {
    const scene = await openScene('version: 1\norganisations: []\n');
    await expect(plan(scene.options)).rejects.toMatchObject({
      diagnostics: [expect.objectContaining({ code: 'unknown-key' })],
    });
    expect(scene.sandbox.requests()).toEqual([]);
  });

  it('throws a missing setting', async () => {
    const scene = await openScene();
    await expect(plan({ ...scene.options, env: {} })).rejects.toMatchObject({ code: 'missing-setting' });
  });
});

describe('apply', () => {
  it('carries out a plan that was reviewed, and verifies it', async () => {
    const scene = await openScene();
    const reviewed = await plan(scene.options);
    const { verified, changes } = await apply({ ...scene.options, plan: reviewed });
    expect(verified).toBe(true);
    expect(changes.map(({ result }) => result)).toEqual(['applied', 'applied']);
    expect(membersOf(scene.sandbox, 'org_1')).toEqual(['kp_jane']);
  });

  it('does nothing that the files no longer say', async () => {
    const scene = await openScene();
    const reviewed = await plan(scene.options);
    await writeFile(
      join(scene.cwd, 'kinde.yaml'),
      files.replace('[jane@acme.example]', '[jane@acme.example, lee@acme.example]'),
    );
    await expect(apply({ ...scene.options, plan: reviewed })).rejects.toMatchObject({ code: 'refused' });
    expect(membersOf(scene.sandbox, 'org_1')).toEqual(['kp_jane', 'kp_lee', 'kp_max']);
  });

  it('takes approvals from its options, never from the plan', async () => {
    const scene = await openScene(files.replace('[jane@acme.example]', '[]'));
    const reviewed = await plan({ ...scene.options, allowRemovals: 3 });
    expect(reviewed.refusals).toEqual([]);
    await expect(apply({ ...scene.options, plan: reviewed })).rejects.toMatchObject({ code: 'refused' });
    const { verified } = await apply({ ...scene.options, plan: reviewed, allowRemovals: 3 });
    expect(verified).toBe(true);
  });

  it('refuses a plan of another environment', async () => {
    const scene = await openScene();
    const reviewed = await plan(scene.options);
    const foreign = { ...reviewed, environment: { ...reviewed.environment, domain: 'other.kinde.com' } };
    await expect(apply({ ...scene.options, plan: foreign })).rejects.toMatchObject({ code: 'foreign-plan' });
  });

  it('refuses files that are locked to another environment', async () => {
    const scene = await openScene();
    const reviewed = await plan(scene.options);
    await writeFile(join(scene.cwd, 'kinde.yaml'), files.replace('production', 'staging'));
    await expect(apply({ ...scene.options, plan: reviewed })).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('apply with a listener that fails', () => {
  const fail = (failure: unknown) => (): void => {
    throw failure;
  };
  it.each([
    ['throws', fail(new Error('no terminal'))],
    ['rejects', () => Promise.reject(new Error('no terminal'))],
    ['throws what has no text', fail(Object.assign(Object.create(null), { reason: 'no terminal' }))],
  ] as [string, () => void][])('goes on if it %s, and warns once', async (_, onEvent) => {
    const { sandbox, options } = await openScene();
    const reviewed = await plan(options);
    const warnings: string[] = [];
    const listen = ({ message, detail }: Error & { readonly detail?: string }): void =>
      void warnings.push(`${message} ${detail}`);
    process.on('warning', listen);
    const { verified } = await apply({ ...options, onEvent, plan: reviewed });
    await setImmediate();
    process.off('warning', listen);
    expect(verified).toBe(true);
    expect(membersOf(sandbox, 'org_1')).toEqual(['kp_jane']);
    expect(warnings).toEqual([
      expect.stringMatching(/^onEvent failed, and the run goes on\. [^]*no terminal/),
    ]);
  });
});

describe('apply with a journal', () => {
  it('hands over each line with the fingerprint of the plan, and needs nothing else', async () => {
    const scene = await openScene();
    const reviewed = await plan(scene.options);
    const lines: { readonly event: string; readonly plan: string }[] = [];
    const journal = { record: (line: (typeof lines)[number]) => Promise.resolve(void lines.push(line)) };
    expect((await apply({ ...scene.options, plan: reviewed, journal })).verified).toBe(true);
    expect(new Set(lines.map(({ event }) => event))).toEqual(new Set(['sent', 'ended']));
    expect(new Set(lines.map(({ plan: fingerprint }) => fingerprint))).toEqual(
      new Set([reviewed.fingerprint]),
    );
  });

  it('reports what was done where the journal fails midway, and sends nothing more', async () => {
    const scene = await openScene();
    const journal = { record: () => Promise.reject(new Error('disk')) };
    const result = await apply({ ...scene.options, plan: await plan(scene.options), journal });
    expect(result.verified).toBe(false);
    expect(result.changes.map(({ error }) => error?.code)).toContain('no-journal');
    expect(scene.sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('takes no plan of another format', async () => {
    const scene = await openScene();
    const other = { ...(await plan(scene.options)), formatVersion: '9' } as unknown as Awaited<
      ReturnType<typeof plan>
    >;
    await expect(apply({ ...scene.options, plan: other })).rejects.toMatchObject({ code: 'foreign-plan' });
  });
});

describe('pull', () => {
  it('returns the text of a first configuration, and writes no file', async () => {
    const scene = await openScene(null);
    const [file, ...others] = (await pull(scene.options)).files;
    expect(others).toEqual([]);
    expect(file).toMatchObject({ file: 'kinde.yaml', before: null });
    expect(file?.after).toContain('lee@acme.example');
    expect(await readdir(scene.cwd)).toEqual([]);
  });

  it('returns the changed text of existing files', async () => {
    const scene = await openScene();
    const { files: changed } = await pull(scene.options);
    expect(changed.map(({ file, before }) => [file, before])).toEqual([['kinde.yaml', files]]);
    expect(changed[0]?.after).toContain('lee@acme.example');
    expect(await readFile(join(scene.cwd, 'kinde.yaml'), 'utf8')).toBe(files);
  });

  it('refuses files that are locked to another environment', async () => {
    const scene = await openScene(files.replace('production', 'staging'));
    await expect(pull(scene.options)).rejects.toMatchObject({ code: 'refused' });
  });

  it('writes roles and permissions into a first configuration where it is told', async () => {
    const scene = await openScene(null);
    const [file] = (await pull({ ...scene.options, business: true })).files;
    expect(file?.after).toContain('managedFrom: production');
    expect((await pull(scene.options)).files[0]?.after).not.toContain('business:');
  });

  it('refuses roles and permissions together with a choice of organizations', async () => {
    const scene = await openScene(null);
    const options = { ...scene.options, business: true, organizations: ['org_1'] };
    await expect(pull(options)).rejects.toMatchObject({ code: 'invalid-option' });
  });

  it.each(['split', 'business'])('refuses %s where there is a configuration', async (option) => {
    const scene = await openScene();
    const options = { ...scene.options, [option]: true };
    await expect(pull(options)).rejects.toMatchObject({ code: 'already-configured' });
  });
});

describe('report', () => {
  it('tells who has access, without any configuration', async () => {
    const scene = await openScene(null);
    expect((await report(scene.options)).summary.memberships).toBe(3);
  });

  it('lists the ways in where it is told', async () => {
    const scene = await openScene(null);
    expect((await report(scene.options)).waysIn).toBeUndefined();
    const { waysIn = [] } = await report({ ...scene.options, waysIn: true });
    expect(waysIn.map(({ way }) => way)).toContain('registrations');
  });

  it('takes the decisions of a review, and compares with an earlier report', async () => {
    const scene = await openScene(null);
    const since = await report(scene.options);
    const text = 'organization_code,person_id,decision,reviewer,reviewed_on\n';
    const again = await report({ ...scene.options, since, decisions: { file: 'review.csv', text } });
    expect(again).toMatchObject({ since: { changes: [] }, review: { undecided: 3, remove: 0 } });
  });

  it('refuses options of another type, as a script may take them from variables', async () => {
    const scene = await openScene(null);
    for (const odd of [{ dormantAfterDays: 'x' }, { dormantAfterDays: 0 }, { concurrency: 0 }] as object[])
      await expect(report({ ...scene.options, ...odd })).rejects.toMatchObject({ code: 'invalid-option' });
    const since = {} as NonNullable<Parameters<typeof report>[0]>['since'] & object;
    await expect(report({ ...scene.options, since })).rejects.toMatchObject({ code: 'no-earlier-report' });
  });

  it('throws the diagnostics of invalid files', async () => {
    const scene = await openScene('version: 2\n');
    await expect(report(scene.options)).rejects.toMatchObject({ code: 'invalid-configuration' });
  });
});

describe('doctor', () => {
  it('checks settings, configuration and scopes, and writes nothing', async () => {
    const scene = await openScene();
    const { canPlan, canApply, checks } = await doctor(scene.options);
    expect([canPlan, canApply]).toEqual([true, true]);
    expect(checks.find(({ check }) => check === 'configuration')?.status).toBe('ok');
    const none = await openScene(null);
    expect(await doctor(none.options)).toMatchObject({ canPlan: null, canApply: null });
    expect(checks.find(({ check }) => check === 'clock')?.status).toBe('ok');
  });
});
