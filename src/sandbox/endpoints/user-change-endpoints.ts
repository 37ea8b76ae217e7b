// The endpoints that change, delete and search users; the search matches a part of a name or address.
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { notInSandbox } from '../serve/api-refusal.js';
import { takePageAfter } from '../serve/take-page.js';
import type { User } from '../state/rows.js';
import {
  findUser,
  joinName,
  present,
  readBody,
  readExpand,
  refuseUnmodelled,
  success,
} from './answer-parts.js';
import { identitiesOf } from './identities.js';

interface WrittenFields {
  readonly given_name?: string;
  readonly family_name?: string;
  readonly is_suspended?: boolean;
  readonly provided_id?: string;
}

const modelledFields = ['given_name', 'family_name', 'is_suspended', 'provided_id'];

function userOf(call: Call, ground: Ground): User {
  return findUser(call.query.get('id') ?? undefined, ground);
}

const updateUser: Endpoint = (call, ground) => {
  const live = userOf(call, ground);
  const body = readBody<WrittenFields>(call, {});
  refuseUnmodelled(body, modelledFields);
  const user: User = {
    ...live,
    firstName: body.given_name ?? live.firstName,
    lastName: body.family_name ?? live.lastName,
    isSuspended: body.is_suspended ?? live.isSuspended,
    providedId: body.provided_id ?? live.providedId,
  };
  ground.tenant.putUser(user);
  return {
    id: user.id,
    ...present({ given_name: user.firstName, family_name: user.lastName, email: user.emails[0] }),
    is_suspended: user.isSuspended,
    is_password_reset_requested: false,
    picture: null,
  };
};

const deleteUser: Endpoint = (call, ground) => {
  ground.tenant.removeUser(userOf(call, ground).id);
  return success;
};

function matches(user: User, wanted: string, { unknowns }: Ground): boolean {
  const addresses = unknowns.searchReach === 'preferred' ? user.emails.slice(0, 1) : user.emails;
  const name = joinName(user.firstName, user.lastName);
  return [...addresses, name].some((text) => text.toLowerCase().includes(wanted));
}

function refuseFilters({ query }: Call): void {
  const filter = ['api_scopes', 'properties'].find((name) => query.get(name));
  if (filter === undefined) return;
  throw notInSandbox(`The sandbox does not search by ${filter}`);
}

function describeResult(user: User, expand: ReadonlySet<string>, { tenant }: Ground): object {
  const identities = identitiesOf(user).map(({ type, value }) => ({ type, identity: value }));
  return {
    id: user.id,
    provided_id: user.providedId,
    email: user.emails[0] ?? null,
    username: user.username,
    ...present({ first_name: user.firstName, last_name: user.lastName }),
    is_suspended: user.isSuspended,
    created_on: user.createdOn,
    ...(expand.has('organizations') ? { organizations: [...tenant.organizationsOf(user.id)].sort() } : {}),
    ...(expand.has('identities') ? { identities } : {}),
  };
}

const searchUsers: Endpoint = (call, ground) => {
  refuseFilters(call);
  const expand = readExpand(call, ['organizations', 'identities', 'properties']);
  const wanted = (call.query.get('query') ?? '*').toLowerCase();
  const all = ground.tenant.users.ordered();
  const found = wanted === '*' ? all : all.filter((user) => matches(user, wanted, ground));
  const { rows } = takePageAfter(found, call);
  return { ...success, results: rows.map((user) => describeResult(user, expand, ground)) };
};

export const userChangeEndpoints = { updateUser, deleteUser, searchUsers };
