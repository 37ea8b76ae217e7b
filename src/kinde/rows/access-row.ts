// Turns rows of `getOrganizationUsers` and `getUsers` into members and people with their times, for the report.
import type { AccessMember, AccessPerson, KnownTime } from '../../model/access.js';
import {
  readNumberOrNull,
  readList,
  readObject,
  readText,
  readTextOrNull,
  type JsonObject,
} from '../http/read-json.js';
import { readMember } from './member-row.js';
import { readPerson, type ShareCodes } from './person-row.js';

/** Returns the member in a row, with when they joined and when they were last there. */
export function readAccessMember(row: JsonObject): AccessMember {
  return {
    ...readMember(row),
    joinedOn: readTime(row, 'joined_on'),
    lastAccessedOn: readTime(row, 'last_accessed_on'),
  };
}

/** Returns the person in a row, with when they were made and when they signed in. */
export function readAccessPerson(row: JsonObject, share: ShareCodes): AccessPerson {
  return {
    ...readPerson(row, share),
    createdOn: readTime(row, 'created_on'),
    lastSignedIn: readTime(row, 'last_signed_in'),
    signIns: readNumberOrNull(row, 'total_sign_ins'),
    lastSignIns: readLastSignIns(row),
  };
}

const noSignIns: ReadonlyMap<string, string> = new Map();

function readLastSignIns(row: JsonObject): ReadonlyMap<string, string> {
  if (row['last_organization_sign_ins'] === undefined || row['last_organization_sign_ins'] === null)
    return noSignIns;
  const signIns = readList(row, 'last_organization_sign_ins').flatMap((one) => {
    const signIn = readObject(one, 'a sign-in');
    const time = readTime(signIn, 'last_signed_in');
    return time === null ? [] : [[readText(signIn, 'org_code'), time] as const];
  });
  return new Map(signIns);
}

const isoTime = /^(\d{4})-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
/** Some servers write the beginning of their calendar for "never"; Kinde has had no users before this year. */
const firstYear = 2015;

/**
 * Returns a time to the second, in UTC. Null where there is none, and for a text that is not certainly a time: the
 * report says "unknown" then and does not guess.
 */
function readTime(row: JsonObject, field: string): KnownTime {
  const text = readTextOrNull(row, field) ?? '';
  const [, year = '0', zone] = isoTime.exec(text) ?? [];
  if (Number(year) < firstYear) return null;
  // Without a zone the same text would mean another time on another machine.
  const time = new Date(text.length > 10 && zone === undefined ? `${text}Z` : text);
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`;
}
