// Rows of `getOrganizationUsers` and `getUsers` become members and people with their times, for the report.
import type { AccessMember, AccessPerson } from '../../model/access.js';
import type { KnownTime } from '../../model/known-time.js';
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

/** Returns the member of a row, with the times of joining and of the last access. */
export function readAccessMember(row: JsonObject): AccessMember {
  return {
    ...readMember(row),
    joinedOn: readTime(row, 'joined_on'),
    lastAccessedOn: readTime(row, 'last_accessed_on'),
  };
}

/** Returns the person of a row, with the times of creation and of sign-ins. */
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
/** Some servers write the start of their calendar for "never". Kinde had no users before this year. */
const firstYear = 2015;

/**
 * Returns a time to the second, in UTC. An absent time and a text that is not certainly a time are null: the report says
 * "unknown" and does not guess.
 */
export function readTime(row: JsonObject, field: string): KnownTime {
  const text = readTextOrNull(row, field) ?? '';
  const [, year = '0', zone] = isoTime.exec(text) ?? [];
  if (Number(year) < firstYear) return null;
  // A text without a zone counts as UTC; otherwise it would mean another time on another machine.
  const zoned = text.length > 10 && zone === undefined ? `${text}Z` : text;
  // Kinde's document also writes a zone without minutes, which JavaScript does not parse: `+11`.
  const time = new Date(zone?.length === 3 ? `${zoned}:00` : zoned);
  return Number.isNaN(time.getTime()) ? null : formatTime(time);
}

/** Returns the time to the second, in UTC. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
