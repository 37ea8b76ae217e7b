// Tries each call that plan needs once, as cheaply as it can be asked, to find what Kinde refuses. Only reads, and
// concludes nothing from what it reads.
import { operations } from '../kinde/operations.js';
import type { ReadClient } from '../model/client.js';
import { KindeSyncError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';
import type { OperationName } from './need-operations.js';

export interface TryOptions {
  readonly needed: readonly OperationName[];
  /** Ids of operations that are known to be refused, and are not tried. */
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

/** Returns what was tried and what failed. A call that needs something to ask about is left out where there is nothing. */
export async function tryReads(client: ReadClient, options: TryOptions): Promise<TriedReads> {
  const { needed, refused, attempt } = options;
  const tried: string[] = [];
  const failures: KindeSyncError[] = [];
  const tryOne = async <Result>(name: OperationName, call: () => Promise<Result>): Promise<Result | null> => {
    const { id } = operations[name];
    if (!needed.includes(name) || refused.has(id)) return null;
    tried.push(id);
    const answer = await attempt(call);
    if (!(answer instanceof KindeSyncError)) return answer;
    failures.push(answer);
    return null;
  };
  const organizations = await tryOne('listOrganizations', () => client.listOrganizations());
  const rows = organizations?.rows ?? [];
  const managed = options.findManaged(rows);
  const known = managed ?? rows[0]?.code ?? null;
  if (known !== null) await tryOne('getOrganization', () => client.getOrganization(known));
  if (managed !== null) await tryOne('listMembers', () => client.listMembers(managed));
  await tryOne('listUsers', () => client.peekUsers());
  const roles = await tryOne('listRoles', () => client.listRoles());
  const role = roles?.rows[0];
  if (role !== undefined) await tryOne('listRoleHolders', () => client.listRoleHolders(role.id));
  await tryOne('listFeatureFlags', () => client.listFeatureFlags());
  await tryOne('getPasskeyPolicy', () => client.getPasskeyPolicy());
  return { tried, failures };
}
