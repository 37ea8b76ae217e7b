// Finds out who the addresses mean that no list has shown, and whether nobody has them. An address counts as
// unknown only on proof: Kinde does not say whether its filter ignores case and sees second addresses, so every
// look-up carries a control, somebody known by a second address in other capitals; without that proof the whole
// list of people is read before anybody is taken for new.
import { indexPeople } from '../kinds/person/people-index.js';
import type { Peek, ReadClient } from '../model/client.js';
import { normalizeEmail } from '../model/email.js';
import type { ListRead, LiveMember, LivePerson } from '../model/live.js';

export interface ResolveInput {
  readonly emails: readonly string[];
  readonly ids: readonly string[];
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** Whoever is known with all their addresses. */
  readonly people: Iterable<LivePerson>;
  /** The first page of everyone, also where it is only under way. */
  readonly peek: Peek<LivePerson> | Promise<Peek<LivePerson>> | null;
}

export interface ResolvedPeople {
  readonly people: readonly LivePerson[];
  readonly reads: readonly ListRead[];
}

/** Returns those who were not known: a wanted address or id without a person among known and found has none in Kinde. */
export async function resolvePeople(input: ResolveInput, client: ReadClient): Promise<ResolvedPeople> {
  const index = indexPeople(input.people, input.members.values());
  const emails = input.emails.filter((email) => index.findByEmail(email).length === 0);
  const ids = input.ids.filter((id) => !index.hasId(id));
  const [byEmail, byId] = await Promise.all([
    emails.length === 0 ? nobody : resolveEmails(emails, input, client),
    ids.length === 0 ? nobody : lookUpIds(ids, client),
  ]);
  return {
    people: [...byEmail.people, ...byId.people],
    reads: [...byEmail.reads, ...byId.reads],
  };
}

/** What a look-up of nobody returns. */
export const nobody: ResolvedPeople = { people: [], reads: [] };

/** Returns the people with these user ids, a hundred a request. */
export async function lookUpIds(ids: readonly string[], client: ReadClient): Promise<ResolvedPeople> {
  const { rows, pages } = await client.listUsers({ by: 'id', ids });
  return { people: rows, reads: [{ list: 'people by id', pages, complete: true }] };
}

async function resolveEmails(
  emails: readonly string[],
  input: ResolveInput,
  client: ReadClient,
): Promise<ResolvedPeople> {
  const peek = await (input.peek ?? client.peekUsers());
  if (peek.readRest === null) {
    return { people: peek.rows, reads: [{ list: 'people', pages: 1, complete: true }] };
  }
  const control = chooseControl(peek.rows);
  const found = await client.listUsers({ by: 'email', emails, ...(control === null ? {} : { control }) });
  const lookUp: ListRead = { list: 'people by address', pages: found.pages, complete: true };
  const missing = emails.filter((email) => !found.rows.some((one) => one.emails.includes(email)));
  if (found.isProven ? missing.every(hasOneSpelling) : missing.length === 0) {
    return { people: [...peek.rows, ...found.rows], reads: [lookUp] };
  }
  const everyone = await peek.readRest();
  const reason = 'no proof that the filter by address finds everybody';
  return {
    people: everyone.rows,
    reads: [lookUp, { list: 'people', pages: everyone.pages, complete: true, reason }],
  };
}

/** A domain with other letters than ASCII can be kept in two spellings, of which the filter may know one only. */
function hasOneSpelling(email: string): boolean {
  return /^[\x21-\x7e]+$/.test(email) && !email.includes('xn--');
}

/** A second address of somebody, with the capitals of every other letter changed; null if nobody has one. */
function chooseControl(people: readonly LivePerson[]): string | null {
  for (const { email, emails } of people) {
    if (email === null) continue;
    const second = emails.find((one) => one !== normalizeEmail(email) && /^[\x21-\x7e]+$/.test(one));
    if (second !== undefined && !second.includes(',')) return alternateCapitals(second);
  }
  return null;
}

function alternateCapitals(email: string): string {
  return email.replace(/(.)(.)/g, (_, first: string, second: string) => first + second.toUpperCase());
}
