// Reads the ways into organizations beside their lists, for `report --ways-in`. A call that the token may not make, or that
// Kinde refuses, gives a reason and never an empty list.
import type { Listing, ReadClient } from '../model/client.js';
import { ApiError } from '../model/errors.js';
import type { ListRead, LiveOrganization, LiveRole } from '../model/live.js';
import type { Operation } from '../model/operations/operation.js';
import { reads, waysInReads } from '../model/operations/operations.js';
import type { AddingRole, Looked, WaysInClient, WaysInFacts } from '../model/ways-in.js';
import { toReads } from './to-reads.js';

/** The system permission of Kinde's self-serve portal with which members add members. */
const addsMembers = 'org:write:members';

export interface ReadWaysInOptions {
  readonly client: WaysInClient & Pick<ReadClient, 'listRoles' | 'getOrganization' | 'listInvitations'>;
  /** The scopes of the token; null if it does not name them. */
  readonly scopes: readonly string[] | null;
  /** Takes the number of requests that are left, before they are sent. */
  readonly onReading: (requests: number) => void;
}

/** The facts, and the lists that were read for them. */
export interface WaysInReading {
  readonly facts: WaysInFacts;
  readonly reads: readonly ListRead[];
}

/**
 * Returns the facts of these organizations. It takes two requests for each organization or more, one for each with open
 * registrations, one for the roles and one for each role. A call whose scope is missing takes none, or one if the token
 * does not name its scopes. Throws the errors of the client other than refusals.
 */
export async function readWaysIn(
  organizations: readonly LiveOrganization[],
  { client, scopes, onReading }: ReadWaysInOptions,
): Promise<WaysInReading> {
  const codes = organizations.map(({ code }) => code);
  const open = organizations.filter(({ allowRegistrations }) => allowRegistrations !== false);
  const openCodes = open.map(({ code }) => code);
  const roles = await look(reads.listRoles, scopes, () => client.listRoles());
  const roleIds = 'why' in roles ? [] : roles.value.rows.map(({ id }) => id);
  const { listConnections, listSystemPermissions } = waysInReads;
  const asked = [
    [reads.getOrganization, openCodes],
    [reads.listInvitations, codes],
    [listConnections, codes],
    [listSystemPermissions, roleIds],
  ] as const;
  onReading(asked.reduce((sum, [{ scope }, keys]) => sum + (mayHave(scope, scopes) ? keys.length : 0), 0));
  const lookAtEach = createLooker(scopes);
  const [domains, invited, connections, permissions] = await Promise.all([
    lookAtEach(
      openCodes,
      reads.getOrganization,
      async (code) => (await client.getOrganization(code)).registrationDomains ?? null,
    ),
    lookAtInvitations(codes, { client, scopes }),
    lookAtEach(codes, listConnections, (code) => client.listConnections(code)),
    lookAtEach(roleIds, listSystemPermissions, (id) => client.listSystemPermissions(id)),
  ]);
  const wholeConnections = listValues(connections).filter(({ isWhole }) => isWhole);
  return {
    facts: {
      domains,
      invitations: invited.invitations,
      connections,
      addingRoles: 'why' in roles ? roles : findAddingRoles(roles.value.rows, permissions),
    },
    reads: [
      ...toReads('roles', 'why' in roles ? [] : [roles.value]),
      ...invited.reads,
      ...toReads(
        'connections',
        wholeConnections.map(() => ({ pages: 1 })),
      ),
      ...toReads('system permissions', listValues(permissions)),
    ],
  };
}

/**
 * Returns the pending invitations of these organizations, or the reason why Kinde does not give them, with one request or more
 * for each. Throws the errors of the client other than refusals.
 */
export async function lookAtInvitations(
  codes: readonly string[],
  {
    client,
    scopes,
  }: Pick<ReadWaysInOptions, 'scopes'> & { readonly client: Pick<ReadClient, 'listInvitations'> },
): Promise<Pick<WaysInFacts, 'invitations'> & Pick<WaysInReading, 'reads'>> {
  const { listInvitations } = reads;
  const found = await createLooker(scopes)(codes, listInvitations, (code) => client.listInvitations(code));
  return {
    invitations: new Map([...found].map(([code, looked]) => [code, rowsOf(looked)])),
    reads: toReads('invitations', listValues(found)),
  };
}

type Scopes = ReadWaysInOptions['scopes'];

function mayHave(scope: string, scopes: Scopes): boolean {
  return scopes === null || scopes.includes(scope);
}

/** Returns the value of the call, or the reason why Kinde does not give it. */
async function look<Value>(
  { scope }: Operation,
  scopes: Scopes,
  call: () => Promise<Value>,
): Promise<Looked<Value>> {
  if (!mayHave(scope, scopes)) return { why: lacks(scope) };
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'missing-scope') return { why: lacks(scope) };
    if (error.code === 'api-refused') return { why: error.message };
    throw error;
  }
}

function lacks(scope: string): string {
  return `The token lacks the scope ${scope}.`;
}

type LookAtEach = <Value>(
  keys: readonly string[],
  operation: Operation,
  call: (key: string) => Promise<Value>,
) => Promise<ReadonlyMap<string, Looked<Value>>>;

/** The first call alone shows whether the scope is missing, which is then the reason for every key. */
function createLooker(scopes: Scopes): LookAtEach {
  return async (keys, operation, call) => {
    const [first, ...others] = keys;
    if (first === undefined) return new Map();
    const one = await look(operation, scopes, () => call(first));
    const isLacking = 'why' in one && one.why === lacks(operation.scope);
    const rest = others.map(async (key) => {
      return [key, isLacking ? one : await look(operation, scopes, () => call(key))] as const;
    });
    return new Map([[first, one] as const, ...(await Promise.all(rest))]);
  };
}

function rowsOf<Row>(looked: Looked<Listing<Row>>): Looked<readonly Row[]> {
  return 'why' in looked ? looked : { value: looked.value.rows };
}

/** One role that could not be looked at leaves the answer open for every organization. */
function findAddingRoles(
  roles: readonly LiveRole[],
  permissions: ReadonlyMap<string, Looked<Listing<string>>>,
): Looked<readonly AddingRole[]> {
  const found: AddingRole[] = [];
  for (const { id, key, name } of roles) {
    const looked = permissions.get(id);
    if (looked === undefined) continue;
    if ('why' in looked) return looked;
    if (looked.value.rows.includes(addsMembers)) found.push({ key, name });
  }
  return { value: found };
}

function listValues<Value>(all: ReadonlyMap<string, Looked<Value>>): readonly Value[] {
  return [...all.values()].flatMap((looked) => ('why' in looked ? [] : [looked.value]));
}
