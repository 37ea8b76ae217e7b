// Looks up people whom no list shows; diff/identify-member.ts decides which person an address means. Kinde does not document
// whether its filter ignores case and finds second addresses, so every look-up carries a control: a known second address in
// other capitals. Without this proof a cheap search follows, and an address that it does not find counts as new, but unproven.
import { searchUnlessRefused } from '../kinds/person/find-owner.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { KeyedListing, FirstPage, ReadClient, ReadRemaining } from '../model/client.js';
import { normalizeEmail } from '../model/email.js';
import type { ListRead, LiveMember, LivePerson } from '../model/live.js';
import { toRead } from './to-reads.js';

/** The wanted people, and the people who are known already. */
export interface LookUpInput {
  readonly emails: readonly string[];
  /** The addresses that are looked up although a list shows a person with them; there may be more people with them. */
  readonly inFull?: ReadonlySet<string>;
  readonly ids: readonly string[];
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** The people who are known with all addresses. */
  readonly people: Iterable<LivePerson>;
  /** The first page of everyone, which may be pending. */
  readonly firstPage: FirstPage<LivePerson> | Promise<FirstPage<LivePerson>> | null;
  /** Whether everyone is read before an address counts as absent; `never` if everyone proved to be too many. */
  readonly everyone: 'always' | 'where-cheap' | 'never';
}

/** The people who were found. */
export interface FoundPeople {
  readonly people: readonly LivePerson[];
  readonly reads: readonly ListRead[];
  /** Addresses without a person in the answers, and without a proof that they are absent in Kinde. */
  readonly unproven: readonly string[];
}

/**
 * Returns the wanted people who were not known. A wanted address or id that has no known or found person does not exist in
 * Kinde, except for the addresses in `unproven`. Scope: `read:users`. Throws the errors of the client.
 */
export async function lookUpPeople(input: LookUpInput, client: ReadClient): Promise<FoundPeople> {
  const known = [...input.people];
  const index = indexPeople(known, input.members.values());
  const isKnown = (email: string): boolean => index.findByEmail(email).length > 0;
  const emails = input.emails.filter((email) => input.inFull?.has(email) === true || !isKnown(email));
  const ids = input.ids.filter((id) => !index.hasId(id));
  const [byEmail, byId] = await Promise.all([
    emails.length === 0 ? nobody : resolveEmails(emails, { ...input, people: known, isKnown }, client),
    ids.length === 0 ? nobody : lookUpIds(ids, client),
  ]);
  return {
    people: [...byEmail.people, ...byId.people],
    reads: [...byEmail.reads, ...byId.reads],
    unproven: byEmail.unproven,
  };
}

/** The result of an empty look-up. */
export const nobody: FoundPeople = { people: [], reads: [], unproven: [] };

/** Returns the people with these user ids, with one request for each 100. Scope: `read:users`. */
export async function lookUpIds(ids: readonly string[], client: ReadClient): Promise<FoundPeople> {
  const found = await client.listUsers({ by: 'id', ids });
  return { people: found.rows, reads: [toRead('people by id', found)], unproven: [] };
}

interface KnownPeople extends LookUpInput {
  /** Whether a list shows a person with the address. */
  readonly isKnown: (email: string) => boolean;
}

async function resolveEmails(
  emails: readonly string[],
  input: KnownPeople,
  client: ReadClient,
): Promise<FoundPeople> {
  const findAbsent = (rows: readonly LivePerson[]): readonly string[] =>
    without(emails, rows).filter((email) => !input.isKnown(email));
  const firstPage = await (input.firstPage ?? client.readFirstUsers());
  if (firstPage.readRemaining === null) {
    return {
      people: firstPage.rows,
      reads: [toRead('people', { pages: 1 })],
      unproven: firstPage.unread === undefined ? [] : findAbsent(firstPage.rows),
    };
  }
  const control = chooseControl(firstPage.rows);
  const found = await client.listUsers({ by: 'email', emails, ...(control === null ? {} : { control }) });
  const lookUp = toRead('people by address', found);
  const isProven = found.isProven && found.unread === undefined;
  const unproven = findAbsent(found.rows).filter((email) => !isProven || !hasOneSpelling(email));
  if (unproven.length === 0) return { people: [...firstPage.rows, ...found.rows], reads: [lookUp], unproven };
  const everyone = await readEveryone(firstPage.readRemaining, unproven, input);
  if (everyone === null) {
    const members = await identifyMembers(input, [...firstPage.rows, ...found.rows], client);
    const searched = await searchEach(without(unproven, members.people), client);
    const others = [...members.people, ...searched];
    return {
      people: [...firstPage.rows, ...found.rows, ...others],
      reads: [lookUp, ...members.reads],
      unproven: without(unproven, others),
    };
  }
  const reason = 'no proof that the filter by address finds all people';
  return {
    people: everyone.rows,
    reads: [lookUp, toRead('people', everyone, reason)],
    unproven: everyone.unread === undefined ? [] : without(unproven, everyone.rows),
  };
}

async function readEveryone(
  readRemaining: ReadRemaining<LivePerson>,
  unproven: readonly string[],
  { everyone }: LookUpInput,
): Promise<KeyedListing<LivePerson> | null> {
  if (everyone === 'never') return null;
  return everyone === 'always' ? readRemaining() : readRemaining({ mostPages: mostPagesFor(unproven) });
}

/** The largest number of addresses that are searched one by one; more would cost too many requests. */
const mostSearched = 5;

/** The remaining pages are read if they take no more requests than searching, or a single one. */
function mostPagesFor({ length }: readonly string[]): number {
  return length > mostSearched ? 1 : length;
}

/** The largest number of members that are looked up by id; more would cost too many requests. */
const mostIdentified = 500;

/**
 * Looks up the members who are known by one address only. An unknown address may be the second one of such a member.
 * Otherwise every plan would create this person again.
 */
async function identifyMembers(
  { members, people }: LookUpInput,
  found: readonly LivePerson[],
  client: ReadClient,
): Promise<FoundPeople> {
  const known = new Set([...people, ...found].map(({ userId }) => userId));
  const ids = new Set([...members.values()].flatMap((list) => list.map(({ userId }) => userId)));
  const unidentified = [...ids].filter((id) => !known.has(id)).sort();
  if (unidentified.length === 0 || unidentified.length > mostIdentified) return nobody;
  return lookUpIds(unidentified, client);
}

/** Returns the people whom the search finds by these addresses; no people if there are too many addresses. */
async function searchEach(emails: readonly string[], client: ReadClient): Promise<readonly LivePerson[]> {
  if (emails.length > mostSearched) return [];
  const found = await Promise.all(emails.map((email) => searchUnlessRefused(email, client)));
  return found.flat().filter((person) => person.emails.some((email) => emails.includes(email)));
}

function without(emails: readonly string[], people: readonly LivePerson[]): readonly string[] {
  const known = new Set(people.flatMap((person) => person.emails));
  return emails.filter((email) => !known.has(email));
}

/** Kinde can store a domain with non-ASCII letters in two spellings, and the filter may find only one of them. */
function hasOneSpelling(email: string): boolean {
  return /^[\x21-\x7e]+$/.test(email) && !email.includes('xn--');
}

/**
 * Returns a second address of a known person with every other letter as a capital; null if there is none. An address that only an
 * enterprise or social identity shows goes first: a filter that finds it finds the others, too.
 */
function chooseControl(people: readonly LivePerson[]): string | null {
  const seconds = people.flatMap(({ email, emails, connected = [] }) => {
    if (email === null) return [];
    const first = normalizeEmail(email);
    const own = emails.filter((one) => one !== first && /^[\x21-\x7e]+$/.test(one) && !one.includes(','));
    const [address] = [...own.filter((one) => connected.includes(one)), ...own];
    return address === undefined ? [] : [{ address, isConnected: connected.includes(address) }];
  });
  const control = seconds.find(({ isConnected }) => isConnected) ?? seconds[0];
  return control === undefined ? null : alternateCapitals(control.address);
}

function alternateCapitals(email: string): string {
  return email.replace(/(.)(.)/g, (_, first: string, second: string) => first + second.toUpperCase());
}
