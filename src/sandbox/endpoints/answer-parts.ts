// The parts that several answers share, and the look-ups that several endpoints begin with.
import { ApiRefusal, notInSandbox } from '../serve/api-refusal.js';
import type { Call, Ground } from '../serve/call.js';
import type { Register } from '../state/register.js';
import type { Organization, User } from '../state/rows.js';

/** `code` and `message` of an ordinary success. */
export const success = { code: 'OK', message: 'Success' };

/** The style fields of an environment or organization without a style. */
export const plainLook = {
  logo: null,
  logo_dark: null,
  favicon_svg: null,
  favicon_fallback: null,
  link_color: null,
  background_color: null,
  button_color: null,
  button_text_color: null,
  link_color_dark: null,
  background_color_dark: null,
  button_text_color_dark: null,
  button_color_dark: null,
  button_border_radius: null,
  card_border_radius: null,
  input_border_radius: null,
  theme_code: 'user_preference',
  color_scheme: 'light dark',
};

/** Returns the fields that have a value. The others are left out, since Kinde's documents do not allow them to be null. */
export function present(
  fields: Readonly<Record<string, string | null | undefined>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Returns first and last name as one text, without those that are absent. */
export function joinName(firstName: string | null | undefined, lastName: string | null | undefined): string {
  return [firstName, lastName].filter((part) => part).join(' ');
}

/** Returns the body, whose shape the contract check proved; `absent` if the request has none. */
export function readBody<Body extends object>(call: Call, absent: Body): Body {
  // The contract check comes before every endpoint.
  return call.body === undefined ? absent : (call.body as Body);
}

/** Returns the row of this id; throws `ApiRefusal` if there is none. `what` names the rows, as in `Role`. */
export function findById<Row extends { readonly id: string }>(
  rows: Pick<Register<Row>, 'ordered'>,
  id: string | undefined,
  what: string,
): Row {
  const row = rows.ordered().find((one) => one.id === id);
  if (!row) throw new ApiRefusal(`${what.toUpperCase()}_NOT_FOUND`, `${what} not found`);
  return row;
}

/** Returns the organization that the path names; throws `ApiRefusal` if there is none. */
export function organizationOf(call: Call, ground: Ground): Organization {
  const { org_code: code, organization_code: otherName } = call.params;
  return findOrganization(code ?? otherName ?? '', ground);
}

/** Returns the organization of this code; throws `ApiRefusal` if there is none. */
export function findOrganization(code: string, { tenant }: Ground): Organization {
  const organization = tenant.organizations.get(code);
  if (!organization) throw new ApiRefusal('ORGANIZATION_NOT_FOUND', 'Organization not found');
  return organization;
}

/** Returns the user of this id; throws `ApiRefusal` if there is none. */
export function findUser(id: string | undefined, { tenant }: Ground): User {
  const user = tenant.users.get(id ?? '');
  if (!user) throw new ApiRefusal('USER_NOT_FOUND', 'User not found');
  return user;
}

/** Returns the parts of a comma-separated query parameter; empty if it is absent. */
export function splitQuery(call: Call, name: string): readonly string[] {
  const parts = (call.query.get(name) ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

/** Returns the names in `expand`. Throws `ApiRefusal` for a name that is not allowed, which breaks the contract. */
export function readExpand(call: Call, allowed: readonly string[]): ReadonlySet<string> {
  const wanted = splitQuery(call, 'expand');
  const unknown = wanted.find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new ApiRefusal('INVALID_EXPAND', `Cannot expand ${unknown}`, { breaksContract: true });
  }
  return new Set(wanted);
}

/** Throws `ApiRefusal` for a field that Kinde's documents allow and the sandbox does not keep. */
export function refuseUnmodelled(body: object, modelled: readonly string[]): void {
  const field = Object.keys(body).find((name) => !modelled.includes(name));
  if (field !== undefined) {
    throw notInSandbox(`The sandbox does not keep the field ${field}`);
  }
}
