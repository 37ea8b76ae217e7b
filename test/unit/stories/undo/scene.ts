// A tenant, a configuration that needs about sixty changes of every kind, and the runs of apply and undo over it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../../../../src/model/plan.js';
import type { Sandbox, SandboxOptions, SandboxSeed, SandboxSnapshot } from '../../../../src/sandbox/index.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import type { Ended, WorldOptions } from '../../../fake-world.js';

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const person = (number: number): string => `p${number}@acme.com`;

const users = numbers(1, 70).map((number) => ({ id: `kp_${number}`, emails: [person(number)] }));

export const seed: SandboxSeed = {
  passkeys: 'off',
  featureFlags: { new_checkout: { type: 'bool', value: 'false' }, max_seats: { type: 'int', value: '10' } },
  roles: [{ key: 'admin' }, { key: 'viewer' }, { key: 'billing' }],
  users,
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_a',
      name: 'Alpha',
      handle: 'alpha',
      allowRegistrations: false,
      members: numbers(1, 40).map((number) => ({
        user: `kp_${number}`,
        roles: number % 3 === 0 ? ['admin', 'viewer'] : number % 3 === 1 ? ['viewer'] : [],
      })),
    },
    {
      code: 'org_b',
      name: 'Beta',
      handle: 'beta',
      allowRegistrations: true,
      members: numbers(20, 50).map((number) => ({ user: `kp_${number}`, roles: ['billing'] })),
    },
  ],
};

/** Alpha: 10 leave, 10 get other roles, 12 join, 3 of them new. Beta: 7 leave, 8 join. Gamma is created with 4. */
export const configuration = `version: 1
environment:
  passkeys: mandatory
  featureFlags: { new_checkout: true, max_seats: 25 }
organizations:
  - code: org_a
    name: Alpha Corp
    handle: alpha-corp
    allowRegistrations: false
    members:
${numbers(11, 30)
  .map((number) => `      - ${person(number)}`)
  .join('\n')}
${numbers(31, 40)
  .map((number) => `      - { email: ${person(number)}, roles: [billing] }`)
  .join('\n')}
${numbers(51, 59)
  .map((number) => `      - { email: ${person(number)}, roles: [admin] }`)
  .join('\n')}
      - { email: new1@acme.com, roles: [viewer] }
      - new2@acme.com
      - new3@acme.com
  - code: org_b
    name: Beta
    allowRegistrations: false
    membership: exact
    members:
${numbers(27, 50)
  .map((number) => `      - ${person(number)}`)
  .join('\n')}
${numbers(60, 67)
  .map((number) => `      - ${person(number)}`)
  .join('\n')}
  - externalId: gamma
    name: Gamma
    handle: gamma
    allowRegistrations: true
    membership: additive
    members:
      - { email: ${person(68)}, roles: [admin] }
      - ${person(69)}
      - new1@acme.com
      - new4@acme.com
`;

export interface Stage {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly before: SandboxSnapshot;
  readonly run: (args: readonly string[], options?: Partial<WorldOptions>) => Promise<Ended>;
  /** Applies the configuration with a journal. */
  readonly apply: (options?: Partial<WorldOptions>) => Promise<Ended>;
  /** Undoes in a folder without a configuration. */
  readonly undo: (...args: readonly string[]) => Promise<Ended>;
  readonly journal: string;
}

/** Returns a tenant with a configuration beside it, and a folder without one. */
export async function openStage(yaml = configuration, options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = createSandbox({ seed, ...options });
  const folder = await makeFolder({ 'kinde.yaml': yaml });
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await writeFile(join(empty, 'README'), '');
  const journal = join(folder, 'journal.jsonl');
  const run: Stage['run'] = (args, more) => runInWorld(args, { sandbox, cwd: folder, ...more });
  return {
    sandbox,
    folder,
    before: sandbox.snapshot(),
    run,
    journal,
    apply: (more) =>
      run(['apply', '--yes', '--format', 'json', '--allow-removals', 'all', '--journal', journal], more),
    undo: (...args) => run(['undo', journal, '--format', 'json', ...args], { cwd: empty }),
  };
}

/** Returns the codes of the warnings, each once, sorted. */
export function warningsOf({ warnings }: Pick<Plan, 'warnings'>): readonly string[] {
  return [...new Set(warnings.map(({ code }) => code))].sort();
}

/** Returns the snapshot without people and organizations that did not exist before. */
export function onlyKnown(snapshot: SandboxSnapshot, before: SandboxSnapshot): SandboxSnapshot {
  const people = new Set(before.users.map(({ id }) => id));
  const codes = new Set(before.organizations.map(({ code }) => code));
  return {
    ...snapshot,
    users: snapshot.users.filter(({ id }) => people.has(id)),
    organizations: snapshot.organizations.filter(({ code }) => codes.has(code)),
  };
}
