// A tenant with roles and permissions, and a configuration that changes them and gives them to members.
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { Sandbox, SandboxOptions, SandboxSeed, SandboxSnapshot } from '../../../../src/sandbox/index.js';
import type { Plan } from '../../../../src/model/plan.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import type { Ended } from '../../../fake-world.js';

export const seed: SandboxSeed = {
  permissions: [
    { key: 'read:x', name: 'Read' },
    { key: 'write:x', name: 'Write' },
    { key: 'pay:x', name: 'Pay', description: 'Pays' },
  ],
  roles: [
    { key: 'admin', name: 'Admin', permissions: ['read:x', 'write:x'] },
    { key: 'viewer', name: 'Viewer' },
  ],
  organizations: [
    { code: 'org_home', name: 'Home' },
    { code: 'org_acme', name: 'Acme', members: [{ user: 'ann@acme.com', roles: ['admin'] }] },
  ],
  users: [{ emails: ['ann@acme.com'] }, { emails: ['bo@acme.com'] }],
};

export const configuration = `version: 1
business:
  managedFrom: production
  permissions:
    - { key: "pay:x", name: Pay, description: Pays all }
    - { key: "new:x", name: New }
  roles:
    - { key: admin, name: Administrator, permissions: ["pay:x", "read:x"] }
    - { key: viewer, description: Sees it, permissions: ["read:x"] }
    - { key: payer, name: Payer, permissions: ["new:x"] }
organizations:
  - code: org_acme
    members:
      - { email: ann@acme.com, roles: [admin] }
      - { email: bo@acme.com, roles: [payer] }
`;

export interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
}

/** Returns a sandbox and a folder with the configuration. */
export async function openScene(
  options: Partial<SandboxOptions> = {},
  yaml: string = configuration,
): Promise<Scene> {
  const sandbox = createSandbox({ seed, ...options });
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  return { sandbox, cwd, run: (...args) => runInWorld(args, { sandbox, cwd }) };
}

/** Returns the plan or report that a command printed as JSON. */
export function readPlan({ stdout }: Ended): Plan {
  return JSON.parse(stdout) as Plan;
}

/** Returns the permissions of each role. */
export function permissionsOf({ roles }: SandboxSnapshot): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(roles.map(({ key, permissions = [] }) => [key, permissions]));
}
