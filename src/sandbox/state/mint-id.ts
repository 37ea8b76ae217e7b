// Ids in Kinde's forms, made from text, so that the same seed always has the same ids.
import { createHash } from 'node:crypto';

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** Returns the first free id made from `text`. */
function firstFree(make: (text: string) => string, text: string, isTaken: (id: string) => boolean): string {
  let id = make(text);
  for (let turn = 2; isTaken(id); turn += 1) id = make(`${text}#${turn}`);
  return id;
}

/** Returns a free user id made from `text`. */
export function mintUserId(text: string, isTaken: (id: string) => boolean): string {
  return firstFree((source) => `kp_${digest(`user:${source}`, 32)}`, text, isTaken);
}

/** Returns a free organization code made from `text`. */
export function mintOrganizationCode(text: string, isTaken: (id: string) => boolean): string {
  return firstFree((source) => `org_${digest(`organization:${source}`, 11)}`, text, isTaken);
}

/** Returns an id in UUID form, the form of Kinde's roles and permissions. */
export function mintUuid(
  kind: 'role' | 'permission' | 'property' | 'category' | 'invitation',
  source: string,
): string {
  const hex = digest(`${kind}:${source}`, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Returns the id of a connection, made from its name. */
export function mintConnectionId(name: string): string {
  return `conn_${digest(`connection:${name}`, 32)}`;
}

/** Returns the id of an identity, made from its type and value. */
export function mintIdentityId(type: string, value: string): string {
  return `identity_${digest(`${type}:${value.toLowerCase()}`, 32)}`;
}
