// The endpoints that list, read and create users.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { mintUserId } from '../state/mint-id.js';
import type { IdentityType, SignedIn, User } from '../state/rows.js';
import {
  findOrganization,
  findUser,
  present,
  readBody,
  readExpand,
  refuseUnmodelled,
  splitQuery,
  success,
} from './answer-parts.js';
import { checkFreeIdentity, identitiesOf } from './identities.js';

const expandable = ['organizations', 'identities', 'billing'];

type Fields = Readonly<Record<string, unknown>>;

const neverHere: SignedIn = { last: null, count: 0, lastByOrganization: new Map() };

function describePerson(user: User, expand: ReadonlySet<string>, { tenant }: Ground): Fields {
  const { last, count } = user.signedIn ?? neverHere;
  return {
    id: user.id,
    ...present({ provided_id: user.providedId, phone: user.phone, username: user.username }),
    ...present({ last_name: user.lastName, first_name: user.firstName }),
    is_suspended: user.isSuspended,
    total_sign_ins: count,
    failed_sign_ins: 0,
    last_signed_in: last,
    created_on: user.createdOn,
    ...(expand.has('organizations') ? { organizations: [...tenant.organizationsOf(user.id)].sort() } : {}),
    ...(expand.has('billing') ? { billing: {} } : {}),
  };
}

function describeRow(user: User, expand: ReadonlySet<string>, ground: Ground): Fields {
  const identities = identitiesOf(user).map(({ type, value }) => ({
    type,
    identity: value,
    connection_id: null,
  }));
  const lasts = [...(user.signedIn ?? neverHere).lastByOrganization];
  return {
    ...describePerson(user, expand, ground),
    ...present({ email: user.emails[0] }),
    last_organization_sign_ins:
      lasts.length === 0 ? null : lasts.map(([code, time]) => ({ org_code: code, last_signed_in: time })),
    ...(expand.has('identities') ? { identities } : {}),
  };
}

function matchesEmail(user: User, email: string, { unknowns }: Ground): boolean {
  const reachable = unknowns.emailFilterReach === 'preferred' ? user.emails.slice(0, 1) : user.emails;
  const fold = (text: string) => (unknowns.emailFilterCase === 'sensitive' ? text : text.toLowerCase());
  return reachable.some((own) => fold(own) === fold(email));
}

function findByIdentity(type: IdentityType, values: readonly string[], ground: Ground): readonly User[] {
  const found = values.flatMap((value) => {
    const owner = ground.tenant.findOwner(type, value);
    if (!owner || (type === 'email' && !matchesEmail(owner, value, ground))) return [];
    return [owner];
  });
  return [...new Set(found)];
}

/** Returns the users that match a filter; undefined if the query does not hold it. */
function applyFilter(name: string, call: Call, ground: Ground): readonly User[] | undefined {
  const values = splitQuery(call, name);
  if (values.length === 0) return undefined;
  if (name === 'email' || name === 'phone' || name === 'username')
    return findByIdentity(name, values, ground);
  return [...new Set(values)].flatMap((id) => ground.tenant.users.get(id) ?? []);
}

/** Only sign-ins count as activity, because the sandbox knows no other. */
function isActiveSince({ signedIn }: User, since: string): boolean {
  const last = signedIn?.last ?? null;
  return last !== null && Date.parse(last) >= Date.parse(since);
}

function selectUsers(call: Call, ground: Ground): readonly User[] {
  const { tenant } = ground;
  let users = tenant.users.ordered();
  for (const name of ['user_id', 'email', 'phone', 'username']) {
    const chosen = applyFilter(name, call, ground);
    if (!chosen) continue;
    const kept = users === tenant.users.ordered() ? undefined : new Set(users);
    users = kept ? chosen.filter((user) => kept.has(user)) : chosen;
  }
  const since = call.query.get('active_since');
  if (since) users = users.filter((user) => isActiveSince(user, since));
  const wanted = call.query.get('has_organization');
  if (!wanted) return users;
  return users.filter((user) => String(tenant.organizationsOf(user.id).size > 0) === wanted);
}

const listUsers: Endpoint = (call, ground) => {
  const expand = readExpand(call, expandable);
  const page = takePage(selectUsers(call, ground), call, ground.unknowns.endOfList);
  const users = page.rows.map((user) => describeRow(user, expand, ground));
  return { ...success, users, ...page.next };
};

const getUser: Endpoint = (call, ground) => {
  const expand = readExpand(call, expandable);
  const user = findUser(call.query.get('id') ?? undefined, ground);
  const identities = identitiesOf(user).map(({ type, value }) => ({ type, identity: value }));
  return {
    ...describePerson(user, expand, ground),
    ...present({ preferred_email: user.emails[0] }),
    ...(expand.has('identities') ? { identities } : {}),
  };
};

interface WrittenUser {
  readonly profile?: { readonly given_name?: string; readonly family_name?: string };
  readonly organization_code?: string;
  readonly provided_id?: string;
  readonly identities?: readonly {
    readonly type?: IdentityType;
    readonly details?: Partial<Record<IdentityType, string>>;
  }[];
}

interface WrittenIdentity {
  readonly type: IdentityType;
  readonly value: string;
}

function readIdentities(body: WrittenUser, ground: Ground): readonly WrittenIdentity[] {
  const seen = new Set<string>();
  return (body.identities ?? []).map(({ type, details }) => {
    const value = type && details?.[type];
    if (!type || !value) throw new ApiRefusal('IDENTITY_DETAILS_REQUIRED', 'Identity details are required');
    checkFreeIdentity(type, value, ground);
    const mark = `${type}:${value.toLowerCase()}`;
    if (seen.has(mark)) throw new ApiRefusal('IDENTITY_REPEATED', 'An identity is given twice');
    seen.add(mark);
    return { type, value };
  });
}

function makeUser(
  body: WrittenUser,
  identities: readonly WrittenIdentity[],
  { tenant, timestamp }: Ground,
): User {
  const valuesOf = (type: IdentityType) =>
    identities.flatMap((row) => (row.type === type ? [row.value] : []));
  return {
    id: mintUserId(`${tenant.nextNumber()}`, (id) => tenant.users.has(id)),
    firstName: body.profile?.given_name ?? null,
    lastName: body.profile?.family_name ?? null,
    emails: valuesOf('email'),
    phone: valuesOf('phone')[0] ?? null,
    username: valuesOf('username')[0] ?? null,
    isSuspended: false,
    providedId: body.provided_id ?? null,
    createdOn: timestamp(),
  };
}

const createUser: Endpoint = (call, ground) => {
  const { tenant, timestamp, unknowns } = ground;
  const body = readBody<WrittenUser>(call, {});
  refuseUnmodelled(body.profile ?? {}, ['given_name', 'family_name']);
  const given =
    body.organization_code === undefined ? undefined : findOrganization(body.organization_code, ground);
  const identities = readIdentities(body, ground);
  const user = makeUser(body, identities, ground);
  tenant.putUser(user);
  const alsoDefault = unknowns.createdUsers === 'also-default' ? tenant.defaultOrganization() : undefined;
  const defaults = tenant.roles.ordered().filter(({ isDefault }) => isDefault);
  const roles = unknowns.defaultRoles === 'given' ? defaults.map(({ key }) => key) : [];
  for (const organization of new Set([given, alsoDefault])) {
    if (organization) tenant.putMember(organization, { userId: user.id, roles, joinedOn: timestamp() });
  }
  const results = identities.map(({ type }) => ({ type, result: { created: true } }));
  return { id: user.id, created: true, identities: results };
};

export const userEndpoints = { getUsers: listUsers, getUserData: getUser, createUser };
