// The lists of people: everyone of the environment, or the people of a filter in as few requests as its bounds allow. A
// filter counts as proven only if every answer showed the control's address.
import type { AccessPerson } from '../../model/access.js';
import type { Listing, ListUsersOptions, LookUp, FirstPage } from '../../model/client.js';
import { normalizeEmail } from '../../model/email.js';
import { pageSize } from '../../model/kinde-limits.js';
import { InternalError } from '../../model/errors.js';
import type { LivePerson } from '../../model/live.js';
import { batchFilter } from './batch-filter.js';
import type { Caller } from './caller.js';
import { listPages, readFirstPage, readEachRow, type ListRequest, type PageRows } from './list-pages.js';
import { operations } from '../../model/operations/operations.js';
import { readAccessPerson } from '../rows/access-row.js';
import { createCodeShare, readPerson, type ShareCodes } from '../rows/person-row.js';
import { BadShapeError, readObject, type JsonObject } from '../http/read-json.js';

/**
 * `GET /users?expand=organizations,identities`, scope `read:users`. Returns the people of the filter and the owner of
 * the control, each once. An empty filter sends no request. An id with a comma is not looked up, and so its person counts as not
 * shown. Throws what `listPages` throws.
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

/** `GET /users?expand=organizations,identities`, scope `read:users`. Returns the first page of everyone. */
export function readFirstUsers(call: Caller): Promise<FirstPage<LivePerson>> {
  return readFirstPage(call, requestPeople({}, readPerson));
}

/**
 * `GET /search/users?expand=organizations,identities`, scope `read:users`. Returns one page of the people whose name or
 * an address holds the text. Throws `ApiError`, `AuthError` or `NetworkError`.
 */
export function searchUsers(call: Caller, text: string): Promise<readonly LivePerson[]> {
  const share = createCodeShare();
  return call({
    operation: operations.searchUsers,
    parts: {
      query: { page_size: String(pageSize), query: text, expand: 'organizations,identities' },
    },
    readAnswer: (answer) =>
      readEachRow(readObject(answer, 'the answer'), 'results', (row) => readPerson(row, share)).rows,
  });
}

/** `GET /users?expand=organizations,identities`, scope `read:users`. Returns everyone, with their times. */
export function listAccessPeople(call: Caller): Promise<Listing<AccessPerson>> {
  return listPages(call, requestPeople({}, readAccessPerson));
}

/** The same operation for these ids only. Throws what `listPages` throws. */
export async function findAccessPeople(call: Caller, ids: readonly string[]): Promise<Listing<AccessPerson>> {
  const filters = buildFilters({ by: 'id', ids });
  const requests = filters.map((filter) => listPages(call, requestPeople(filter, readAccessPerson)));
  return joinListings(await Promise.all(requests));
}

/** The same operation for one address. Throws what `listPages` throws. */
export function findDatedPeople(call: Caller, email: string): Promise<Listing<AccessPerson>> {
  const [filter = {}] = buildFilters({ by: 'email', emails: [email] });
  return listPages(call, requestPeople(filter, readAccessPerson));
}

function joinListings<Person extends LivePerson>(listings: readonly Listing<Person>[]): Listing<Person> {
  const people = new Map(
    listings.flatMap(({ rows }) => rows.map((person) => [person.userId, person] as const)),
  );
  const unread = listings.flatMap((listing) => listing.unread ?? []);
  const pages = listings.reduce((sum, listing) => sum + listing.pages, 0);
  return { rows: [...people.values()], pages, ...(unread.length === 0 ? {} : { unread }) };
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
 * At least one row of a page must show identities, since the request expands them. An answer without any would make a
 * protected person look like anyone else. A single row without identities is marked by `readPerson`.
 */
function readPeople<Person>(page: JsonObject, readRow: (row: JsonObject) => Person): PageRows<Person> {
  const { rows } = readEachRow(page, 'users', (row) => row);
  if (rows.length > 0 && rows.every((row) => row['identities'] === undefined)) {
    throw new BadShapeError('no user has the requested identities');
  }
  return readEachRow(page, 'users', readRow);
}

function holdsAddress(listing: Listing<LivePerson>, address: string): boolean {
  return listing.rows.some((person) => person.emails.includes(normalizeEmail(address)));
}

function buildFilters(options: ListUsersOptions): readonly Readonly<Record<string, string>>[] {
  if (options.by === 'id')
    return batchFilter(options.ids.filter(isSingleValue)).map((user_id) => ({ user_id }));
  const { emails, control } = options;
  requireSingleValues(control === undefined ? [] : [control]);
  return batchFilter(requireSingleValues(emails), control).map((email) => ({ email }));
}

/** A comma would end the value, and its rest would name another person. */
function isSingleValue(value: string): boolean {
  return value !== '' && !value.includes(',');
}

function requireSingleValues(values: readonly string[]): readonly string[] {
  if (values.every(isSingleValue)) return values;
  throw new InternalError('A search value for people is empty or contains a comma.');
}
