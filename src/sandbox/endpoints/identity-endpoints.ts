// The endpoints of a user's identities: list, add, make primary and remove.
import { ApiRefusal, notInSandbox } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { mintIdentityId } from '../state/mint-id.js';
import type { User } from '../state/rows.js';
import { findUser, readBody, success } from './answer-parts.js';
import { checkFreeIdentity, type Identity, identitiesOf } from './identities.js';

function describeIdentity(identity: Identity, user: User): Readonly<Record<string, unknown>> {
  return {
    id: mintIdentityId(identity.type, identity.value),
    type: identity.type,
    is_confirmed: true,
    ...(user.createdOn === null ? {} : { created_on: user.createdOn }),
    total_logins: 0,
    name: identity.value,
    ...(identity.type === 'email' ? { email: identity.value } : {}),
    connection_id: null,
    is_primary: identity.isPrimary,
  };
}

const listIdentities: Endpoint = (call: Call, ground: Ground) => {
  if (call.query.get('starting_after') || call.query.get('ending_before')) {
    throw notInSandbox('The sandbox gives all identities on one page');
  }
  const user = findUser(call.params['user_id'], ground);
  const identities = identitiesOf(user).map((identity) => describeIdentity(identity, user));
  return { ...success, identities, has_more: false };
};

const addIdentity: Endpoint = (call, ground) => {
  const user = findUser(call.params['user_id'], ground);
  const { type, value } = readBody<{ type?: string; value?: string }>(call, {});
  if (type === undefined || !value)
    throw new ApiRefusal('IDENTITY_DETAILS_REQUIRED', 'Type and value are required');
  if (type !== 'email' && type !== 'phone' && type !== 'username') {
    throw notInSandbox(`The sandbox has no ${type} identities`);
  }
  checkFreeIdentity(type, value, ground);
  ground.tenant.putUser(
    type === 'email' ? { ...user, emails: [...user.emails, value] } : { ...user, [type]: value },
  );
  return { ...success, identity: { id: mintIdentityId(type, value) } };
};

interface Owned {
  readonly user: User;
  readonly identity: Identity;
}

/** Returns the identity that the path names, and its user; throws `ApiRefusal` if there is none. */
function findIdentity(call: Call, { tenant }: Ground): Owned {
  const wanted = call.params['identity_id'];
  for (const user of tenant.users.ordered()) {
    for (const identity of identitiesOf(user)) {
      if (mintIdentityId(identity.type, identity.value) === wanted) return { user, identity };
    }
  }
  throw new ApiRefusal('IDENTITY_NOT_FOUND', 'Identity not found');
}

const getIdentity: Endpoint = (call, ground) => {
  const { user, identity } = findIdentity(call, ground);
  return describeIdentity(identity, user);
};

/** Returns the user without this identity. */
function without({ user, identity: { type, value } }: Owned): User {
  return type === 'email'
    ? { ...user, emails: user.emails.filter((email) => email !== value) }
    : { ...user, [type]: null };
}

const updateIdentity: Endpoint = (call, ground) => {
  const owned = findIdentity(call, ground);
  const { is_primary: isPrimary } = readBody<{ is_primary?: boolean }>(call, {});
  const { type, value } = owned.identity;
  if (isPrimary !== true || type !== 'email')
    throw notInSandbox('The sandbox only makes an address the primary one');
  ground.tenant.putUser({ ...owned.user, emails: [value, ...without(owned).emails] });
  return success;
};

const deleteIdentity: Endpoint = (call, ground) => {
  ground.tenant.putUser(without(findIdentity(call, ground)));
  return success;
};

export const identityEndpoints = {
  GetUserIdentities: listIdentities,
  CreateUserIdentity: addIdentity,
  GetIdentity: getIdentity,
  UpdateIdentity: updateIdentity,
  DeleteIdentity: deleteIdentity,
};
