// What a Terraform provider does: one resource for each organization, user, membership and role assignment, each
// read again at every plan and written by a request of its own. It starts from a state file that knows every id.
import type { Sandbox } from '../../src/sandbox/index.js';
import { textAt, type CallSandbox } from './call-sandbox.js';
import type { Churn, Scene, SceneOrganization } from './scene.js';

/** Returns the state file: user ids by address, role ids by key. */
export function readStateFile(sandbox: Sandbox): StateFile {
  const { users, roles } = sandbox.snapshot();
  return {
    users: new Map(users.flatMap(({ id, emails }) => emails.map((email) => [email, id] as const))),
    roles: new Map(roles.map(({ id, key }) => [key, id])),
  };
}

export interface StateFile {
  readonly users: Map<string, string>;
  readonly roles: ReadonlyMap<string, string>;
}

/** Reads every resource: one request an organization, two a user, one a membership and one a role assignment. */
export async function refreshResources(scene: Scene, state: StateFile, call: CallSandbox): Promise<void> {
  const emails = new Set<string>();
  for (const { code, live } of scene.organizations) {
    await call('GET', `/organization?code=${code}`);
    for (const { email, roles } of live) {
      emails.add(email);
      const path = `/organizations/${code}/users/${idOf(email, state)}/roles`;
      await call('GET', path);
      for (let held = 0; held < roles.length; held += 1) await call('GET', path);
    }
  }
  for (const email of emails) {
    await call('GET', `/user?id=${idOf(email, state)}`);
    await call('GET', `/users/${idOf(email, state)}/identities`);
  }
}

/** Writes every resource that differs, one request each. */
export async function writeResources(scene: Scene, state: StateFile, call: CallSandbox): Promise<void> {
  for (const organization of scene.organizations) {
    for (const change of organization.churn) await writeResource(organization, change, { state, call });
  }
}

interface Desk {
  readonly state: StateFile;
  readonly call: CallSandbox;
}

async function writeResource(
  { code }: SceneOrganization,
  change: Churn,
  { state, call }: Desk,
): Promise<void> {
  const { email, kind } = change;
  if (kind === 'new person') {
    const identities = [{ type: 'email', details: { email } }];
    state.users.set(email, textAt(await call('POST', '/user', { identities }), 'id'));
  }
  const id = idOf(email, state);
  const members = `/organizations/${code}/users`;
  if (kind === 'new person' || kind === 'joiner') await call('POST', members, { users: [{ id }] });
  if (kind === 'leaver') {
    await call('PATCH', members, { users: [{ id, operation: 'delete' }] });
    return;
  }
  for (const role of kind === 'role change' ? change.before : [])
    await call('DELETE', `${members}/${id}/roles/${state.roles.get(role) ?? ''}`);
  for (const role of change.roles)
    await call('POST', `${members}/${id}/roles`, { role_id: state.roles.get(role) });
}

function idOf(email: string, { users }: StateFile): string {
  const id = users.get(email);
  if (id === undefined) throw new Error(`The state file does not know ${email}.`);
  return id;
}
