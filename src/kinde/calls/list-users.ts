// Lists people: those a filter names, in as few requests as the filter's bounds allow, or everyone of the
// environment. It must claim that the filter is to be trusted only if every answer proved it.
import type { AccessPerson } from '../../model/access.js';
import type { Listing, ListUsersOptions, LookUp, Peek } from '../../model/client.js';
import { normalizeEmail } from '../../model/email.js';
import { InternalError } from '../../model/errors.js';
import type { LivePerson } from '../../model/live.js';
import { batchFilter } from './batch-filter.js';
import type { Caller } from './caller.js';
import { listPages, peekPages, readRows, type ListRequest } from './list-pages.js';
import { operations } from '../../model/operations.js';
import { readAccessPerson } from '../rows/access-row.js';
import { createCodeShare, readPerson, type ShareCodes } from '../rows/person-row.js';
import { BadShapeError, type JsonObject } from '../http/read-json.js';

/**
 * `GET /users?expand=organizations,identities`, scope `read:users`: the people asked for and, with a control, the
 * person behind it; each once. An empty list asks nothing. Throws what `listPages` throws.
 */
export async function listUsers(call: Caller, options: ListUsersOptions): Promise<LookUp<LivePerson>> {
  const control = options.by === 'email' ? options.control : undefined;
  const filters = buildFilters(options);
  const listings = await Promise.all(
    filters.map((filter) => listPages(call, requestPeople(filter, readPerson))),
  );
  return {
    ...joinListings(listings),
    isProven: control !== undefined && listings.every((listing) => holdsAddress(listing, control)),
  };
}

/** `GET /users?expand=organizations,identities`, scope `read:users`: the first page of everyone. */
export function peekUsers(call: Caller): Promise<Peek<LivePerson>> {
  return peekPages(call, requestPeople({}, readPerson));
}

/** `GET /users?expand=organizations,identities`, scope `read:users`: everyone, with their times. */
export function listAccessPeople(call: Caller): Promise<Listing<AccessPerson>> {
  return listPages(call, requestPeople({}, readAccessPerson));
}

/** The same for these ids only. Throws what `listPages` throws. */
export async function findAccessPeople(call: Caller, ids: readonly string[]): Promise<Listing<AccessPerson>> {
  const filters = buildFilters({ by: 'id', ids });
  const requests = filters.map((filter) => listPages(call, requestPeople(filter, readAccessPerson)));
  return joinListings(await Promise.all(requests));
}

function joinListings<Person extends LivePerson>(listings: readonly Listing<Person>[]): Listing<Person> {
  const people = new Map(
    listings.flatMap(({ rows }) => rows.map((person) => [person.userId, person] as const)),
  );
  return { rows: [...people.values()], pages: listings.reduce((sum, { pages }) => sum + pages, 0) };
}

function requestPeople<Person extends LivePerson>(
  filter: Readonly<Record<string, string>>,
  readRow: (row: JsonObject, share: ShareCodes) => Person,
): ListRequest<Person> {
  const share = createCodeShare();
  return {
    operation: operations.listUsers,
    query: { expand: 'organizations,identities', ...filter },
    readRows: (page) => readPeople(page, (row) => readRow(row, share)),
    keyOf: (person) => person.userId,
  };
}

/**
 * Somebody on the page must show identities, which were asked for: an answer that leaves them out everywhere would
 * make a protected person look like anybody. A row without them beside others that have some has none.
 */
function readPeople<Person>(page: JsonObject, readRow: (row: JsonObject) => Person): readonly Person[] {
  const rows = readRows(page, 'users', (row) => row);
  if (rows.length > 0 && rows.every((row) => row['identities'] === undefined)) {
    throw new BadShapeError('no user has the requested identities');
  }
  return rows.map(readRow);
}

function holdsAddress(listing: Listing<LivePerson>, address: string): boolean {
  return listing.rows.some((person) => person.emails.includes(normalizeEmail(address)));
}

function buildFilters(options: ListUsersOptions): readonly Readonly<Record<string, string>>[] {
  if (options.by === 'id') return batchFilter(checkValues(options.ids)).map((user_id) => ({ user_id }));
  const { emails, control } = options;
  checkValues(control === undefined ? [] : [control]);
  return batchFilter(checkValues(emails), control).map((email) => ({ email }));
}

// A comma would be taken for the end of the value, and what follows it for somebody else.
function checkValues(values: readonly string[]): readonly string[] {
  if (values.every((value) => value !== '' && !value.includes(','))) return values;
  throw new InternalError('A search value for people is empty or contains a comma.');
}
