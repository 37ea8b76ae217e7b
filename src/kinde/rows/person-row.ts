// Turns a row of `getUsers` into a person, and a new person into the body of `createUser`.
import type { NewUser } from '../../model/client.js';
import { normalizeEmail } from '../../model/email.js';
import type { LivePerson } from '../../model/live.js';
import { readFullName } from './full-name.js';
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

/** Gives equal lists of codes the same memory. */
export type ShareCodes = (codes: readonly string[]) => readonly string[];

/** Returns a function that keeps the first of equal lists: of a million people that is a fifth of the memory. */
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

/** Returns the person in a row; `organizations` and `identities` are there only if the request expanded them. */
export function readPerson(row: JsonObject, share: ShareCodes): LivePerson {
  const email = readTextOrNull(row, 'email');
  const organizations = readTextsOrNull(row, 'organizations');
  return {
    userId: readText(row, 'id'),
    email,
    emails: uniteAddresses(email, readEmailIdentities(row)),
    fullName: readFullName(row),
    roles: null,
    isSuspended: readBooleanOrNull(row, 'is_suspended'),
    organizations: organizations === null ? null : share(organizations),
  };
}

/** Most people have one address, which comes twice. */
function uniteAddresses(email: string | null, identities: readonly string[]): readonly string[] {
  const [first] = identities;
  if (identities.length === 1 && (email === null || email === first)) return [normalizeEmail(first ?? '')];
  const addresses = [...(email === null ? [] : [email]), ...identities];
  return [...new Set(addresses.map(normalizeEmail))].sort();
}

// Phones and user names are identities, too; only those of type `email` are addresses.
function readEmailIdentities(row: JsonObject): readonly string[] {
  if (row['identities'] === undefined || row['identities'] === null) return [];
  const addresses: string[] = [];
  for (const one of readList(row, 'identities')) {
    const identity = readObject(one, 'an identity');
    if (identity['type'] === 'email') addresses.push(readText(identity, 'identity'));
  }
  return addresses;
}

/** Returns the body that creates a person with one address, in one organization. */
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

/** Returns the id in the answer of `createUser`; throws `BadShapeError` if nobody was created. */
export function readCreatedPerson(answer: unknown): string {
  const row = readObject(answer, 'the answer');
  if (row['created'] === false) throw new BadShapeError('created is false');
  return readText(row, 'id');
}
