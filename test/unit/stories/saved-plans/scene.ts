// A tenant and a configuration whose saved plan has a change of every kind, and the command that applies it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox, SandboxOptions, SandboxSeed } from '../../../../src/sandbox/index.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import type { Ended, WorldOptions } from '../../../fake-world.js';

export const seed: SandboxSeed = {
  passkeys: 'off',
  featureFlags: {
    new_checkout: { type: 'bool', value: 'false' },
    max_seats: { type: 'int', value: '10' },
    color: { type: 'str', value: 'blue' },
  },
  roles: [{ key: 'admin' }, { key: 'viewer' }, { key: 'billing' }],
  users: [
    { id: 'kp_jane', emails: ['jane@acme.com'] },
    { id: 'kp_lee', emails: ['lee@acme.com', 'lee@home.com'] },
    { id: 'kp_mia', emails: ['mia@acme.com'] },
    { id: 'kp_old', emails: ['old@acme.com'] },
    { id: 'kp_out', emails: ['out@else.com'] },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      handle: 'acme',
      allowRegistrations: true,
      members: [
        { user: 'kp_jane' },
        { user: 'kp_mia', roles: ['viewer'] },
        { user: 'kp_old', roles: ['viewer'] },
      ],
    },
    { code: 'org_else', name: 'Else', handle: 'else', members: [{ user: 'kp_out' }] },
  ],
};

export const configuration = `version: 1
environment:
  passkeys: optional
  featureFlags: { new_checkout: true, max_seats: 25 }
organizations:
  - code: org_acme
    name: Acme Corp
    handle: acme-corp
    allowRegistrations: false
    members:
      - jane@acme.com
      - { email: mia@acme.com, roles: [admin] }
      - { email: lee@acme.com, roles: [admin] }
      - { email: new@acme.com, roles: [viewer] }
  - externalId: globex
    name: Globex
    handle: globex
    allowRegistrations: true
    membership: additive
    members: [jane@acme.com]
`;

export interface Kept {
  readonly sandbox: Sandbox;
  /** The folder of the configuration and of the plan. */
  readonly folder: string;
  readonly path: string;
  readonly text: string;
  readonly planned: Ended;
  /** Applies the saved plan beside its configuration, with further arguments if any. */
  readonly apply: (options?: Partial<WorldOptions>, ...args: readonly string[]) => Promise<Ended>;
}

export interface KeepOptions {
  readonly yaml?: string;
  readonly args?: readonly string[];
  readonly sandbox?: SandboxOptions;
}

/** Plans the configuration, saves the plan, and clears the recorded requests of the sandbox. */
export async function savePlan({
  yaml = configuration,
  args = [],
  sandbox: given,
}: KeepOptions = {}): Promise<Kept> {
  const sandbox = createSandbox({ seed, ...given });
  const folder = await makeFolder({ 'kinde.yaml': yaml });
  const path = join(folder, 'plan.json');
  const planned = await runInWorld(['plan', '--out', path, ...args], { sandbox, cwd: folder });
  const text = await readFile(path, 'utf8').catch(() => '');
  sandbox.resetLog();
  const apply: Kept['apply'] = (options, ...more) =>
    runInWorld(['apply', path, '--yes', '--format', 'json', ...more], { sandbox, cwd: folder, ...options });
  return { sandbox, folder, path, text, planned, apply };
}

/** Returns the operations of the recorded requests, each once, sorted, without token requests. */
export function operationsOf(sandbox: Sandbox): readonly string[] {
  const names = new Set(sandbox.requests().map(({ operation }) => operation));
  names.delete('token');
  return [...names].sort();
}
