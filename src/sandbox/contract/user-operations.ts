// The contract of people, their identities, and the roles there are.
import type { Operation } from './operation.js';
import { fields, flag, integer, list, nullable, oneOf, text } from './schema.js';
import { head, nextToken, paging, textList } from './shared-fields.js';

const person = {
  id: text,
  provided_id: text,
  phone: text,
  username: text,
  last_name: text,
  first_name: text,
  is_suspended: flag,
  picture: text,
  total_sign_ins: nullable(integer),
  failed_sign_ins: nullable(integer),
  last_signed_in: nullable(text),
  created_on: nullable(text),
  organizations: textList,
  billing: fields({ customer_id: text }),
};

const lastSignIns = nullable(
  list(fields({ org_code: text, last_signed_in: { type: 'string', format: 'date-time' } })),
);

const identity = fields({
  id: text,
  type: text,
  is_confirmed: flag,
  created_on: text,
  last_login_on: text,
  total_logins: integer,
  name: text,
  email: text,
  connection_id: nullable(text),
  is_primary: nullable(flag),
});

const newUser = fields({
  profile: fields({ given_name: text, family_name: text, picture: text }),
  organization_code: text,
  provided_id: text,
  identities: list(
    fields({
      type: oneOf('email', 'phone', 'username'),
      is_verified: flag,
      details: fields({ email: text, phone: text, phone_country_id: text, username: text }),
    }),
  ),
});

export const userOperations = {
  getUsers: {
    method: 'GET',
    path: '/api/v1/users',
    scope: 'read:users',
    query: {
      ...paging,
      user_id: nullable(text),
      email: nullable(text),
      username: nullable(text),
      phone: nullable(text),
      expand: nullable(text),
      has_organization: nullable(flag),
      active_since: nullable({ type: 'string', format: 'date-time' }),
    },
    status: 200,
    response: fields({
      ...head,
      users: list(
        fields({
          ...person,
          email: text,
          last_organization_sign_ins: lastSignIns,
          identities: list(fields({ type: text, identity: text, connection_id: nullable(text) })),
        }),
      ),
      next_token: nextToken,
    }),
  },
  getUserData: {
    method: 'GET',
    path: '/api/v1/user',
    scope: 'read:users',
    query: { id: text, expand: nullable(text) },
    requiredQuery: ['id'],
    status: 200,
    response: fields({
      ...person,
      preferred_email: text,
      identities: list(fields({ type: text, identity: text })),
    }),
  },
  createUser: {
    method: 'POST',
    path: '/api/v1/user',
    scope: 'create:users',
    body: newUser,
    status: 200,
    response: fields({
      id: text,
      created: flag,
      identities: list(fields({ type: text, result: fields({ created: flag }) })),
    }),
  },
  GetUserIdentities: {
    method: 'GET',
    path: '/api/v1/users/{user_id}/identities',
    scope: 'read:user_identities',
    query: { starting_after: nullable(text), ending_before: nullable(text) },
    status: 200,
    response: fields({ ...head, identities: list(identity), has_more: flag }),
  },
  CreateUserIdentity: {
    method: 'POST',
    path: '/api/v1/users/{user_id}/identities',
    scope: 'create:user_identities',
    body: fields({
      value: text,
      type: oneOf('email', 'username', 'phone', 'enterprise', 'social'),
      phone_country_id: text,
      connection_id: text,
    }),
    status: 201,
    response: fields({ ...head, identity: fields({ id: text }) }),
  },
  GetRoles: {
    method: 'GET',
    path: '/api/v1/roles',
    scope: 'read:roles',
    query: { sort: nullable(oneOf('name_asc', 'name_desc', 'key_asc', 'key_desc')), ...paging },
    status: 200,
    response: fields({
      ...head,
      roles: list(
        fields({ id: text, key: text, name: text, description: nullable(text), is_default_role: flag }),
      ),
      next_token: nextToken,
    }),
  },
  GetRoleUsers: {
    method: 'GET',
    path: '/api/v1/roles/{role_id}/users',
    scope: 'read:organization_user_roles',
    query: paging,
    status: 200,
    response: fields({
      ...head,
      users: list(fields({ id: text, org_codes: textList })),
      next_token: nextToken,
    }),
  },
} as const satisfies Record<string, Operation>;
