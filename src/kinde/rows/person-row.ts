// A row of `getUsers` becomes a person, and a new person becomes the body of `createUser`.
import type { NewUser } from '../../model/client.js';
import { normalizeEmail } from '../../model/email.js';
import type { LivePerson } from '../../model/live.js';
import {
  BadShapeError,
  readBooleanOrNull,
  readList,
  readObject,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns one shared list for all equal lists of codes. */
export type ShareCodes = (codes: readonly string[]) => readonly string[];

/** Returns a function that shares equal lists. For a million people that saves a fifth of the memory. */
export function createCodeShare(): ShareCodes {
  const known = new Map<string, readonly string[]>();
  return (codes) => {
    const name = codes.join(' ');
    const first = known.get(name);
    if (first !== undefined) return first;
    known.set(name, codes);
    return codes;
  };
}

/** Returns the person of a row. The row holds `organizations` and `identities` only if the request expanded them. */
export function readPerson(row: JsonObject, share: ShareCodes): LivePerson {
  const email = readTextOrNull(row, 'email');
  const organizations = readTextsOrNull(row, 'organizations');
  const identities = readIdentities(row);
  const { addresses = [], connected = [] } = identities ?? {};
  const own = uniteAddresses(email, addresses);
  const others = connected.map(normalizeEmail).filter((one) => !own.includes(one));
  const emails = others.length === 0 ? own : [...new Set([...own, ...others])].sort();
  const isHidden = identities?.claimed.every((name) => emails.includes(normalizeEmail(name))) !== true;
  const person: LivePerson = {
    userId: readText(row, 'id'),
    email,
    emails,
    fullName: readFullName(row),
    roles: null,
    isSuspended: readBooleanOrNull(row, 'is_suspended'),
    organizations: organizations === null ? null : share(organizations),
  };
  // An object literal that spreads keeps room for rare fields: 16 bytes a person.
  if (others.length === 0 && !isHidden) return person;
  return {
    ...person,
    ...(others.length === 0 ? {} : { connected: others }),
    ...(isHidden ? { hidesIdentities: true } : {}),
  };
}

/** Returns a person's addresses. Most people have one, which stands in both fields: the row keeps one string of it. */
function uniteAddresses(email: string | null, identities: readonly string[]): readonly string[] {
  const [first] = identities;
  if (identities.length === 1 && (email === null || email === first))
    return [normalizeEmail(email ?? first ?? '')];
  const addresses = [...(email === null ? [] : [email]), ...identities];
  return [...new Set(addresses.map(normalizeEmail))].sort();
}

interface Identities {
  readonly addresses: readonly string[];
  /** The addresses of enterprise and social identities. */
  readonly connected: readonly string[];
  /** Texts in the form of an address that the person may have chosen without owning the address. */
  readonly claimed: readonly string[];
}

const addressForm = /^[^\s@]+@[^\s@]+$/;

/**
 * Returns the addresses of a row's identities; null if the row shows no identities. An enterprise or social identity may also be an
 * address. A user name in this form protects its person and matches no listing.
 */
function readIdentities(row: JsonObject): Identities | null {
  if (row['identities'] === undefined || row['identities'] === null) return null;
  const addresses: string[] = [];
  const connected: string[] = [];
  const claimed: string[] = [];
  for (const one of readList(row, 'identities')) {
    const identity = readObject(one, 'an identity');
    const { type, identity: value } = identity;
    if (type === 'email') addresses.push(readText(identity, 'identity'));
    else if (typeof value === 'string' && addressForm.test(value))
      (type === 'username' ? claimed : connected).push(value);
  }
  return { addresses, connected, claimed };
}

/** Returns a person's name, for people to read: `full_name`, else first and last name, else the empty text. */
export function readFullName(row: JsonObject): string {
  const parts = [readTextOrNull(row, 'first_name'), readTextOrNull(row, 'last_name')];
  return readTextOrNull(row, 'full_name') ?? parts.filter((part) => part !== null).join(' ');
}

/** Returns the body that creates a person with one address in one organization. */
export function writePerson(user: NewUser): JsonObject {
  const profile = {
    ...(user.firstName === undefined ? {} : { given_name: user.firstName }),
    ...(user.lastName === undefined ? {} : { family_name: user.lastName }),
  };
  return {
    ...(Object.keys(profile).length === 0 ? {} : { profile }),
    organization_code: user.organizationCode,
    identities: [{ type: 'email', details: { email: user.email } }],
  };
}

/** Returns the id of the answer of `createUser`; throws `BadShapeError` if Kinde created nobody. */
export function readCreatedPerson(answer: unknown): string {
  const row = readObject(answer, 'the answer');
  if (row['created'] === false) throw new BadShapeError('created is false');
  return readText(row, 'id');
}
