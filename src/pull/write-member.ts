// A live member becomes an entry of a list: an address that `validate` accepts and no other person has, else the id.
import { indexPeople } from '../kinds/person/people-index.js';
import type { PeopleIndex } from '../kinds/person/people-index.js';
import { domainOf, normalizeEmail } from '../model/email.js';
import type { LiveMember, LivePerson, LiveState } from '../model/live.js';
import { quoteText } from '../model/text/quote-text.js';
import { acceptsAddress, acceptsText } from '../validate/accepts-text.js';

export interface People {
  readonly index: PeopleIndex;
  readonly people: ReadonlyMap<string, LivePerson>;
  /** The keys of all roles in Kinde. */
  readonly roles: ReadonlySet<string>;
}

/** Returns the people and role keys of a live state. */
export function knowPeople({ people, members, roles }: LiveState): People {
  const index = indexPeople(people.values(), members.values());
  return { index, people, roles: new Set(roles.map(({ key }) => key)) };
}

export interface DescribedMember {
  readonly entry: string | Readonly<Record<string, unknown>>;
  /** The comment that names the person of an id; null for an address. */
  readonly remark: string | null;
}

export interface DescribeOptions {
  readonly withRoles: boolean;
  /** Normalized domains that an address must have; null for any domain. */
  readonly domains: ReadonlySet<string> | null;
}

/** Returns the entry of a live member, or null if neither an address nor the id can stand in a file. */
export function describeMember(
  member: LiveMember,
  people: People,
  options: DescribeOptions,
): DescribedMember | null {
  const address = chooseAddress(member, people, options);
  const roles = options.withRoles ? writableRoles(member, people) : null;
  const withRoles = roles === null ? {} : { roles };
  if (address !== null) {
    return { entry: roles === null ? address : { email: address, ...withRoles }, remark: null };
  }
  if (!acceptsText(member.userId)) return null;
  return { entry: { id: member.userId, ...withRoles }, remark: nameMember(member) };
}

/** Returns the preferred address as Kinde spells it, else another address of the person. */
function chooseAddress(
  { userId, email }: LiveMember,
  { index, people }: People,
  { domains }: DescribeOptions,
): string | null {
  const others = people.get(userId)?.emails ?? [];
  const fits = (one: string): boolean => {
    const normal = normalizeEmail(one);
    const [owner, ...more] = index.findByEmail(normal);
    const isAlone = owner === userId && more.length === 0;
    return isAlone && acceptsAddress(one) && domains?.has(domainOf(normal)) !== false;
  };
  return [...(email === null ? [] : [email]), ...others].find(fits) ?? null;
}

/** No roles become an empty list, so that a later role shows as a change. A role without a valid key leaves them unmanaged. */
function writableRoles({ roles }: LiveMember, known: People): readonly string[] | null {
  if (roles === null) return null;
  return roles.every((key) => acceptsText(key) && known.roles.has(key)) ? roles : null;
}

/** Returns the name and address of a member on one line, or says that there is no address. */
export function nameMember({ email, fullName }: LiveMember): string {
  const name = fullName.trim() === '' ? [] : [quoteText(fullName)];
  return [...name, ...(email === null ? ['no email address'] : [quoteText(email)])].join(', ');
}
