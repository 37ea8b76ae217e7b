// How a live member is written down: by an address that means nobody else and that `validate` accepts, else by id.
import { indexPeople } from '../kinds/person/people-index.js';
import type { PeopleIndex } from '../kinds/person/people-index.js';
import { domainOf, normalizeEmail } from '../model/email.js';
import type { LiveMember, LivePerson, LiveState } from '../model/live.js';
import { quoteText } from '../model/quote-text.js';
import { acceptsAddress, acceptsText } from '../validate/accepts-text.js';

export interface People {
  readonly index: PeopleIndex;
  readonly people: ReadonlyMap<string, LivePerson>;
  /** The keys of all roles in Kinde. */
  readonly roles: ReadonlySet<string>;
}

/** Returns what is known of the people and roles of a live state. */
export function knowPeople({ people, members, roles }: LiveState): People {
  const index = indexPeople(people.values(), members.values());
  return { index, people, roles: new Set(roles.map(({ key }) => key)) };
}

export interface DescribedMember {
  readonly entry: string | Readonly<Record<string, unknown>>;
  /** Who an id is, for a comment; null where the address says it. */
  readonly remark: string | null;
}

export interface DescribeOptions {
  readonly withRoles: boolean;
  /** Normalized domains that an address must have; null for any. */
  readonly domains: ReadonlySet<string> | null;
}

/** Returns the entry of a live member, or null where neither an address nor the id can stand in a file. */
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

/** The preferred address as Kinde spells it, else another one of theirs. */
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

/** No roles are stated as none, so that one that is given later is seen; one that can't be named leaves them unmanaged. */
function writableRoles({ roles }: LiveMember, known: People): readonly string[] | null {
  if (roles === null) return null;
  return roles.every((key) => acceptsText(key) && known.roles.has(key)) ? roles : null;
}

/** Returns who an id is, on one line: the name, the address that can't stand in the file, or that there is neither. */
export function nameMember({ email, fullName }: LiveMember): string {
  const name = fullName.trim() === '' ? [] : [quoteText(fullName)];
  return [...name, ...(email === null ? ['no e-mail address'] : [quoteText(email)])].join(', ');
}
