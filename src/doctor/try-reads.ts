// The doctor tries each read that plan needs once, in its cheapest form, to find the reads that Kinde refuses. It
// draws no conclusion from the rows.
import type { ReadClient } from '../model/client.js';
import { KindeSyncError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';
import { listValueLists } from '../kinds/registry.js';
import type { ReadableList } from '../kinds/registry.js';
import { reads } from '../model/operations/operations.js';
import type { OperationName, ReadCall } from '../model/operations/operations.js';
import type { ValueRead } from '../model/operations/value-operations.js';
import { environmentCode } from '../model/values.js';

export interface TryOptions {
  readonly needed: readonly OperationName[];
  /** Ids of operations whose scope is missing; these are not tried. */
  readonly refused: ReadonlySet<string>;
  /** Returns the code of a live organization whose members are managed, or null if there is none yet. */
  readonly findManaged: (organizations: readonly LiveOrganization[]) => string | null;
  readonly attempt: <Result>(call: () => Promise<Result>) => Promise<Result | KindeSyncError>;
}

export interface TriedReads {
  /** Ids of the operations that were tried, the environment left out. */
  readonly tried: readonly string[];
  readonly failures: readonly KindeSyncError[];
}

/** Returns the ids of the tried operations, in the order of the table, and the errors of those that failed. */
export async function tryReads(client: ReadClient, options: TryOptions): Promise<TriedReads> {
  const tries = listTries(client, options.findManaged);
  const tried: string[] = [];
  const failures: KindeSyncError[] = [];
  for (const name of Object.keys(reads) as readonly ReadCall[]) {
    const { id } = reads[name];
    if (!options.needed.includes(name) || options.refused.has(id)) continue;
    const call = tries.get(name)?.() ?? null;
    if (call === null) continue;
    tried.push(id);
    const answer = await options.attempt(() => call);
    if (answer instanceof KindeSyncError) failures.push(answer);
  }
  return { tried, failures };
}

type Tries = Readonly<Record<Exclude<ReadCall, ValueRead>, () => Promise<unknown> | null>>;

/** Returns a call for each read. A read that needs a code or an id returns null where Kinde has no such row. */
function listTries(
  client: ReadClient,
  findManaged: TryOptions['findManaged'],
): ReadonlyMap<string, () => Promise<unknown> | null> {
  let managed: string | null = null;
  let organization: string | null = null;
  let role: string | null = null;
  const tries: Tries = {
    // The doctor has read the environment already.
    getEnvironment: () => null,
    listOrganizations: async () => {
      const { rows } = await client.listOrganizations();
      managed = findManaged(rows);
      organization = managed ?? rows[0]?.code ?? null;
    },
    getOrganization: () => (organization === null ? null : client.getOrganization(organization)),
    listMembers: () => (managed === null ? null : client.listMembers(managed)),
    listUsers: () => client.readFirstUsers(),
    // Has the scope of the look-up, and a plan goes on where it is refused.
    searchUsers: () => null,
    listInvitations: () => (managed === null ? null : client.listInvitations(managed)),
    listRoles: async () => {
      const { rows } = await client.listRoles();
      role = rows[0]?.id ?? null;
    },
    listRoleHolders: () => (role === null ? null : client.listRoleHolders(role)),
    listPermissions: () => client.listPermissions(),
    listRolePermissions: () => (role === null ? null : client.listRolePermissions(role)),
  };
  const tryValues = ({ parent, read }: ReadableList): Promise<unknown> | null => {
    const code = parent === 'environment' ? environmentCode : organization;
    return code === null ? null : client.readValues(read, code);
  };
  return new Map([
    ...Object.entries(tries),
    ...listValueLists().map((list) => [list.read, () => tryValues(list)] as const),
  ]);
}
