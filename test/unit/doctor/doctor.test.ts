// What stands in the way of plan and apply is named with its cure and its place, whatever it is.
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { DoctorReport } from '../../../src/model/results/doctor-report.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended, WorldOptions } from '../../fake-world.js';
import { everything, seed } from '../cli/tenant.js';
import { allScopes, faults, startedAt, takeToken } from './faults.js';
import type { Fault } from './faults.js';

const schema = JSON.parse(await readFile('schemas/doctor.schema.json', 'utf8')) as object;
const isReport = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

interface Visit {
  readonly ended: Ended;
  readonly report: DoctorReport;
  readonly sandbox: Sandbox;
}

async function visit(fault: Partial<Fault>, args: readonly string[] = []): Promise<Visit> {
  const sandbox = createSandbox({ seed, now: () => startedAt, ...fault.sandbox });
  const cwd = await makeFolder({ 'kinde.yaml': fault.configuration ?? everything });
  const world: WorldOptions = {
    sandbox,
    cwd,
    start: startedAt + (fault.ahead ?? 0),
    env: { ...sandbox.environmentVariables(`https://${sandbox.domain}`), ...(await fault.env?.(sandbox)) },
    ...(fault.fetch === undefined ? {} : { fetch: fault.fetch(sandbox) }),
  };
  const ended = await runInWorld(['doctor', '--format', 'json', ...args], world);
  return { ended, report: JSON.parse(ended.stdout) as DoctorReport, sandbox };
}

describe('a fault', () => {
  it.each(faults.map((fault) => [fault.title, fault] as const))(
    'is named with its cure: %s',
    async (_, fault) => {
      const { ended, report, sandbox } = await visit(fault);
      const { told } = fault;
      const fitting = report.checks.filter(
        ({ check, status, code, message }) =>
          check === told.check &&
          status === told.status &&
          code === told.code &&
          (told.message?.test(message) ?? true),
      );
      expect({ checks: report.checks, count: fitting.length }).toMatchObject({ count: 1 });
      expect(fitting[0]?.cure).toMatch(told.cure);
      expect(fitting[0]?.where).toMatch(told.where);
      const works = told.status === 'warning';
      const { canPlan, canApply } = fault.can ?? { canPlan: works, canApply: works };
      expect({ ...report, status: ended.status }).toMatchObject({
        canPlan,
        canApply,
        status: canApply ? 0 : 1,
      });
      expect({ isValid: isReport(report), errors: isReport.errors }).toEqual({ isValid: true, errors: null });
      expect(sandbox.tokenCount()).toBeLessThanOrEqual(1);
      expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
      expect(ended.stdout).not.toContain('sandbox-only-secret');
    },
  );

  it('has problems and warnings with a cure and a place, in every case', async () => {
    for (const fault of faults) {
      const { report } = await visit(fault);
      const bare = report.checks.filter(
        ({ status, cure, where }) =>
          (status === 'problem' || status === 'warning') && (cure === undefined || where === undefined),
      );
      expect({ title: fault.title, bare }).toEqual({ title: fault.title, bare: [] });
    }
  });
});

describe('without a fault', () => {
  it('all is well, and one token was asked for', async () => {
    const { ended, report, sandbox } = await visit({ sandbox: { scopes: allScopes } });
    expect(report.checks.map(({ status }) => status)).toEqual(Array(10).fill('ok'));
    expect(report).toMatchObject({
      canPlan: true,
      canApply: true,
      tokens: 1,
      environment: { code: 'production' },
    });
    expect(sandbox.violations()).toEqual([]);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('a custom domain with the right audience is well', async () => {
    const { report } = await visit({
      sandbox: { scopes: allScopes, customDomain: 'auth.acme.example' },
      env: () => ({ KINDE_DOMAIN: 'auth.acme.example', KINDE_AUDIENCE: 'https://acme.kinde.com/api' }),
    });
    expect(report).toMatchObject({ canApply: true, domain: 'auth.acme.example' });
  });

  it('feature flags of organizations need scopes of their own, and their list is tried', async () => {
    const configuration = `version: 1
organizations:
  - { code: org_acme, featureFlags: { new_checkout: true } }
  - { code: org_home, featureFlags: { new_checkout: null } }
`;
    const { report } = await visit({ configuration });
    const scopes = new Set(report.operations.map(({ scope }) => scope));
    expect([...scopes].filter((scope) => scope.includes('feature_flags')).sort()).toEqual([
      'delete:organization_feature_flags',
      'read:environment_feature_flags',
      'read:organization_feature_flags',
      'update:organization_feature_flags',
    ]);
    const reading = report.checks.find(({ check }) => check === 'reading');
    expect(reading?.message).toContain('getOrganizationFeatureFlags');
  });

  it('a given token is well and costs none', async () => {
    const { report, sandbox } = await visit({
      sandbox: { scopes: allScopes },
      env: async (kinde) => ({ KINDE_CLIENT_SECRET: '', KINDE_ACCESS_TOKEN: await takeToken(kinde) }),
    });
    expect(report).toMatchObject({ canApply: true, tokens: 0 });
    expect(sandbox.tokenCount()).toBe(0);
  });

  it('a token that tells no scopes is tried by reading, and says that writing is not known', async () => {
    const opaque = 'opaque-token';
    const { report } = await visit({
      sandbox: { scopes: allScopes },
      env: () => ({ KINDE_CLIENT_SECRET: '', KINDE_ACCESS_TOKEN: opaque }),
      fetch: (kinde) => async (input, init) => {
        const request = new Request(input, init);
        request.headers.set('authorization', `Bearer ${await takeToken(kinde)}`);
        return kinde.fetch(request);
      },
    });
    expect(report.canApply).toBe(true);
    expect(report.operations.every(({ granted }) => granted === null)).toBe(true);
    expect(report.checks.find(({ check }) => check === 'scopes for apply')).toMatchObject({
      status: 'warning',
    });
    expect(report.checks.find(({ check }) => check === 'reading')).toMatchObject({ status: 'ok' });
  });

  it('no configuration is no fault: the connection alone is looked at, and that is said', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder();
    const { status, stdout } = await runInWorld(['doctor'], { sandbox, cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(/skipped +configuration: There is no kinde\.yaml/);
    expect(sandbox.requests().map(({ operation }) => operation)).toEqual(['token', 'getEnvironment']);
  });

  it('a path that was given and is not there is a fault', async () => {
    const sandbox = createSandbox({ seed });
    const { status, stderr } = await runInWorld(['doctor', '-c', 'no.yaml'], {
      sandbox,
      cwd: await makeFolder(),
    });
    expect(status).toBe(1);
    expect(stderr).toContain('missing-file');
  });
});

it('needs fewer scopes for fewer organizations', async () => {
  const { report } = await visit({ sandbox: { scopes: allScopes } }, ['--organization', 'globex']);
  const needed = report.operations.map(({ operation }) => operation);
  expect(needed).toContain('createOrganization');
  expect(needed).not.toContain('getPasskey');
});

it('ends with 130 when it is interrupted', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': everything });
  const { status } = await runInWorld(['doctor'], { sandbox, cwd, interrupt: AbortSignal.abort() });
  expect(status).toBe(130);
});

it('shows hostile names as text', async () => {
  const { ended } = await visit({
    sandbox: {
      scopes: allScopes,
      seed: { ...seed, environment: { code: 'pro\u001b[31mduction', name: '\u202ex' } },
    },
  });
  expect(ended.stdout).not.toMatch(/[\u001b\u202e]/);
});

describe('credentials of one organization', () => {
  it.each([['plan'], ['apply', '--yes']])('are refused by %s before anything is read', async (...args) => {
    const sandbox = createSandbox({ seed, organizationScope: 'org_acme' });
    const cwd = await makeFolder({ 'kinde.yaml': everything });
    const ended = await runInWorld(args, { sandbox, cwd });
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({
      status: 1,
      code: 'organization-scoped',
    });
    expect(sandbox.requests().map(({ operation }) => operation)).toEqual(['token']);
  });

  it('are refused without any request where the token is given', async () => {
    const sandbox = createSandbox({ seed, organizationScope: 'org_acme' });
    const cwd = await makeFolder({ 'kinde.yaml': everything });
    const env = { KINDE_ACCESS_TOKEN: await takeToken(sandbox) };
    const ended = await runInWorld(['plan'], { sandbox, cwd, env });
    expect(errorCodeIn(ended)).toBe('organization-scoped');
    expect(sandbox.requests()).toEqual([]);
  });
});
