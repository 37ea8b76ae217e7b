// Tests the whole command on the sandbox: its columns, its requests and its errors.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { reportConfiguration, reportSeed, reportTime } from './report-tenant.js';

// The file lists Jane by her second address, so its domain must be allowed as well.
const configuration = reportConfiguration.replace('[acme.example]', '[acme.example, home.example]');

interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
}

async function openScene(
  files: Readonly<Record<string, string>>,
  options: SandboxOptions = {},
): Promise<Scene> {
  const sandbox = createSandbox({ seed: reportSeed, now: () => reportTime, ...options });
  const cwd = await makeFolder(files);
  const run = (...args: readonly string[]) =>
    runInWorld(['report', ...args], { sandbox, cwd, start: reportTime });
  return { sandbox, cwd, run };
}

async function readReport(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<AccessReport> {
  const { run } = await openScene(files);
  const { status, stdout, stderr } = await run('--format', 'json', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as AccessReport;
}

const configured = { 'kinde.yaml': configuration };

describe('the report', () => {
  const find = (report: AccessReport, id: string) => report.people.find((person) => person.id === id);
  const findIn = (report: AccessReport, code: string, id: string) =>
    report.memberships.find(({ organization, person }) => organization === code && person === id);

  it('shows dates, roles and the line of the entry for a membership', async () => {
    expect(findIn(await readReport(configured), 'org_acme', 'kp_jane')).toEqual({
      organization: 'org_acme',
      person: 'kp_jane',
      roles: ['admin', 'member'],
      joinedOn: '2025-10-18T12:00:00Z',
      lastSeen: '2026-11-21T12:00:00Z',
      dormant: false,
      suspended: false,
      outsideDomains: false,
      managedBy: 'kinde.yaml:8:9',
      until: null,
      ends: null,
      reason: null,
    });
  });

  it('decides for each membership whether it is dormant', async () => {
    const report = await readReport(configured);
    expect(findIn(report, 'org_globex', 'kp_jane')?.dormant).toBe(true);
    expect(find(report, 'kp_jane')).toMatchObject({ dormant: false, protected: true, memberships: 2 });
  });

  it('finds people who are listed by id, and people without an entry', async () => {
    const report = await readReport(configured);
    expect(findIn(report, 'org_acme', 'kp_old')).toMatchObject({
      dormant: true,
      managedBy: 'kinde.yaml:9:9',
    });
    expect(findIn(report, 'org_acme', 'kp_guest')).toMatchObject({ outsideDomains: true, managedBy: null });
    expect(report.summary).toMatchObject({ outsideDomains: 1, notManaged: 6 });
  });

  it('counts a person who never signed in as dormant only after the full period', async () => {
    const report = await readReport(configured);
    expect(find(report, 'kp_new')).toMatchObject({ neverSignedIn: true, dormant: false, lastSeen: null });
    expect(find(report, 'kp_stale')).toMatchObject({ neverSignedIn: true, dormant: true, suspended: true });
  });

  it('shows an untold date as unknown, and counts no person as dormant for it', async () => {
    const report = await readReport(configured);
    const unknown = { createdOn: null, lastSeen: null, neverSignedIn: false, dormant: null };
    expect(find(report, 'kp_quiet')).toMatchObject(unknown);
    expect(findIn(report, 'org_acme', 'kp_quiet')).toMatchObject({
      joinedOn: null,
      lastSeen: null,
      dormant: null,
    });
    expect(report.summary.unknownActivity).toBe(1);
  });

  it('leaves the domain of a person without an address unknown', async () => {
    expect(findIn(await readReport(configured), 'org_acme', 'kp_phone')?.outsideDomains).toBeNull();
  });

  it('shows people in no organization, organizations without people, and open registrations', async () => {
    const report = await readReport(configured);
    expect(report.people.filter(({ memberships }) => memberships === 0).map(({ id }) => id)).toEqual([
      'kp_alone',
    ]);
    expect(
      report.organizations.map(({ code, members, registrations }) => [code, members, registrations]),
    ).toEqual([
      ['org_acme', 7, 'closed'],
      ['org_empty', 0, 'closed'],
      ['org_globex', 1, 'open'],
    ]);
  });

  it('counts days as --dormant says', async () => {
    const count = async (days: string) =>
      (await readReport(configured, '--dormant', days)).summary.dormantPeople;
    expect([await count('1'), await count('90'), await count('91'), await count('121')]).toEqual([
      6, 3, 2, 0,
    ]);
  });

  it('shows no managed membership and no protected person without a configuration', async () => {
    const report = await readReport({});
    expect(report).toMatchObject({ configured: false, summary: { notManaged: null, protectedPeople: 0 } });
    expect(
      report.memberships.every(
        ({ managedBy, outsideDomains }) => managedBy === null && outsideDomains === null,
      ),
    ).toBe(true);
  });

  it('has the same bytes for the same tenant and time', async () => {
    const { run } = await openScene(configured);
    for (const format of ['json', 'csv']) {
      expect((await run('--format', format)).stdout).toBe((await run('--format', format)).stdout);
    }
  });

  it('fits its schema in every variant', async () => {
    const schema = JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as object;
    const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const disagreeing = await openScene(configured, { intercept: hideOrganization });
    const documents = [
      await readReport(configured),
      await readReport({}),
      await readReport({}, '--organization', 'globex'),
      JSON.parse((await disagreeing.run('--format', 'json', '-q')).stdout) as AccessReport,
    ];
    for (const document of documents) {
      expect({ isValid: check(document), errors: check.errors }).toEqual({ isValid: true, errors: null });
    }
    const odd = { ...documents[0], unheardOf: true };
    expect(check(odd)).toBe(false);
  });
});

/** Answers as if an organization's members had left between the two lists. */
const hideOrganization: NonNullable<SandboxOptions['intercept']> = ({ operation, path }) =>
  operation === 'GetOrganizationUsers' && path.includes('org_globex')
    ? new Response('{"code":"OK","organization_users":[]}', {
        headers: { 'content-type': 'application/json' },
      })
    : undefined;

describe('the requests of the report', () => {
  it('read all people once, and the members of each organization that has any', async () => {
    const { run, sandbox } = await openScene(configured);
    await run('--format', 'csv');
    expect(
      sandbox
        .requests()
        .map(({ operation }) => operation)
        .sort(),
    ).toEqual([
      'GetOrganizationUsers',
      'GetOrganizationUsers',
      'getEnvironment',
      'getOrganizations',
      'getUsers',
      'token',
    ]);
    expect(sandbox.violations()).toEqual([]);
  });

  it('read only the chosen organization and its people with --organization', async () => {
    const { run, sandbox } = await openScene({});
    const { stdout } = await run('--format', 'json', '--organization', 'globex-1');
    const report = JSON.parse(stdout) as AccessReport;
    expect(report).toMatchObject({
      whole: false,
      summary: { withoutOrganization: null, memberships: 1, people: 1 },
    });
    const users = sandbox.requests().filter(({ operation }) => operation === 'getUsers');
    expect(users.map(({ path }) => path.includes('user_id=kp_jane'))).toEqual([true]);
  });

  it('keep an access that only one of two lists shows, with a warning', async () => {
    const { run } = await openScene(configured, { intercept: hideOrganization });
    const { status, stdout, stderr } = await run('--format', 'json');
    const report = JSON.parse(stdout) as AccessReport;
    expect(status).toBe(0);
    expect(report.warnings.map(({ code }) => code)).toEqual(['lists-disagree']);
    expect(stderr).toContain('lists-disagree');
    const found = report.memberships.find(({ organization }) => organization === 'org_globex');
    expect(found).toMatchObject({ person: 'kp_jane', roles: null, joinedOn: null });
  });

  it.each(['getUsers', 'GetOrganizationUsers', 'getOrganizations'])(
    'give no report if %s cannot be read',
    async (name) => {
      const fail: NonNullable<SandboxOptions['intercept']> = ({ operation }) =>
        operation === name ? new Response('{}', { status: 400 }) : undefined;
      const { run, cwd } = await openScene(configured, { intercept: fail });
      const ended = await run('--out', 'access.html');
      expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 1, stdout: '' });
      expect(errorCodeIn(ended)).toBe('api-refused');
      await expect(stat(join(cwd, 'access.html'))).rejects.toThrow();
    },
  );
});

describe('the command', () => {
  it('replaces a file by one that only its owner can read', async () => {
    const { run, cwd } = await openScene(configured);
    await writeFile(join(cwd, 'access.csv'), 'old', { mode: 0o644 });
    const { status, stdout, stderr } = await run('--format', 'csv', '--out', 'access.csv');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('8 memberships, 8 people, 3 organizations');
    expect((await stat(join(cwd, 'access.csv'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(cwd, 'access.csv'), 'utf8')).toContain('org_acme');
  });

  it('refuses a file that cannot be written', async () => {
    const { run } = await openScene({});
    expect(errorCodeIn(await run('--format', 'csv', '--out', 'nowhere/access.csv'))).toBe('no-report');
  });

  it('refuses the configuration of another environment with exit status 3', async () => {
    const { run, sandbox } = await openScene({
      'kinde.yaml': configuration.replace('production', 'staging'),
    });
    const { status, stdout, stderr } = await run();
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain('staging');
    expect(sandbox.requests().some(({ operation }) => operation === 'getUsers')).toBe(false);
  });

  it('refuses a configuration that does not fit Kinde, and a named one that is missing', async () => {
    const gone = await openScene({ 'kinde.yaml': configuration.replace('org_acme', 'org_gone') });
    expect(diagnosticCodesIn(await gone.run())).toEqual(['organization-not-found']);
    const { run } = await openScene({});
    expect(diagnosticCodesIn(await run('-c', 'kinde.yaml'))).toEqual(['missing-file']);
  });

  it.each([
    ['nobody', 'no-such-organization'],
    ['valueOf', 'no-such-organization'],
    ['Twin', 'ambiguous-organization'],
  ])('answers --organization %s with %s', async (selector, code) => {
    const twins = [
      { code: 'org_a', name: 'Twin' },
      { code: 'org_b', name: 'Twin' },
    ];
    const { run } = await openScene({}, { seed: { organizations: twins } });
    expect(errorCodeIn(await run('--organization', selector))).toBe(code);
  });

  it('finds an organization by the name that the file gives it', async () => {
    const renaming = configuration.replace('code: org_acme', 'code: org_acme\n    name: Acme Renamed');
    const report = await readReport({ 'kinde.yaml': renaming }, '--organization', 'Acme Renamed');
    expect(report.organizations.map(({ code }) => code)).toEqual(['org_acme']);
  });

  it.each([
    ['--dormant', '0'],
    ['--dormant', 'many'],
    ['--format', 'yaml'],
  ])('refuses %s %s', async (...args) => {
    const { run, sandbox } = await openScene({});
    expect((await run(...args)).status).toBe(1);
    expect(sandbox.requests()).toEqual([]);
  });
});
