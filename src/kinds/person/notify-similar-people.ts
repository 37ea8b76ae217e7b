// The notice `similar-person`: a new address or domain may be a misspelling of one in use.
import type { CreateUser } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import { domainOf } from '../../model/email.js';
import { nameSome } from '../../model/text/name-some.js';
import type { Notice } from '../../model/notice.js';
import { keepFew } from '../few-notices.js';
import { listDepartures } from './departures.js';
import { findSimilar } from '../../likeness/similar-people.js';
import type { Neighbour, StrangeDomain } from '../../likeness/similar-people.js';

/** How many addresses of a domain a notice names. */
const mostNamed = 3;

/** Returns at most ten notices, and one that counts the others. People who leave in the same plan come first, then domains. */
export function notifySimilarPeople(
  created: readonly Pick<CreateUser, 'email' | 'source'>[],
  comparison: Comparison,
): readonly Notice[] {
  if (created.length === 0) return [];
  const sources = new Map(created.map(({ email, source }) => [email, source]));
  const leaving = new Set(listDepartures(comparison).flatMap(({ emails }) => emails));
  const { people, domains } = findSimilar([...sources.keys()], comparison.listAddresses(), leaving);
  const describeOther = (other: string): string => {
    if (leaving.has(other)) return 'who is no longer listed';
    return sources.has(other) ? 'which is also new' : 'which is known';
  };
  const joins = describeJoins(comparison.organizations);
  const found = created.flatMap(({ email, source }) => {
    const neighbour = people.get(email);
    if (neighbour === undefined) return [];
    const notice = notifyPerson(email, neighbour, {
      source,
      detail: describeOther(neighbour.email),
      joins: joins([email]),
    });
    return [{ notice, isLeaving: leaving.has(neighbour.email) }];
  });
  const noticesOf = (wanted: boolean): readonly Notice[] =>
    found.flatMap(({ notice, isLeaving }) => (isLeaving === wanted ? [notice] : []));
  const users = describeUsers(domains, comparison, [...sources.keys()]);
  const strange = domains.map((domain) =>
    notifyDomain(domain, { sources, users: users(domain.other), joins: joins(domain.emails) }),
  );
  const all = [...noticesOf(true), ...strange, ...noticesOf(false)];
  return keepFew(
    all,
    (count) =>
      `${countNoun(count, 'more new address or domain is', 'more new addresses or domains are')} similar to known ones.`,
  );
}

function notifyPerson(
  email: string,
  { email: other, isLookAlike }: Neighbour,
  { source, detail, joins }: Readonly<Record<'source' | 'detail' | 'joins', string>>,
): Notice {
  const likeness = isLookAlike ? 'looks the same as' : 'is similar to';
  const message = `${email} is new to Kinde and ${likeness} ${other}, ${detail}. Did you mean ${other}? If not, the plan creates a second person${joins}.`;
  return { code: 'similar-person', message, email, source };
}

interface DomainFacts {
  readonly sources: ReadonlyMap<string, string>;
  /** Who has the domain in use. */
  readonly users: string;
  readonly joins: string;
}

function notifyDomain(
  { domain, other, emails }: StrangeDomain,
  { sources, users, joins }: DomainFacts,
): Notice {
  const source = sources.get(emails[0] ?? '');
  const meant = emails
    .slice(0, mostNamed)
    .map((email) => `${email.slice(0, email.lastIndexOf('@'))}@${other}`);
  const created = countNoun(emails.length, 'new person', 'new people');
  const message = `${domain} differs by one letter from ${other}, which ${users}. Did you mean ${nameSome([...meant, ...emails.slice(mostNamed)], mostNamed)}? If not, the plan creates ${created}${joins}: ${nameSome(emails, mostNamed)}.`;
  return { code: 'similar-person', message, ...(source === undefined ? {} : { source }) };
}

/** Returns who has a domain in use: `12 addresses in Kinde have`, or else the number of new addresses. */
function describeUsers(
  domains: readonly StrangeDomain[],
  { listAddresses }: Pick<Comparison, 'listAddresses'>,
  created: readonly string[],
): (domain: string) => string {
  const users = new Map(domains.map(({ other }) => [other, new Set<string>()]));
  if (domains.length > 0) for (const email of listAddresses()) users.get(domainOf(email))?.add(email);
  return (domain) => {
    const count = users.get(domain)?.size ?? 0;
    if (count > 0)
      return `${countNoun(count, 'address', 'addresses')} in Kinde ${count === 1 ? 'has' : 'have'}`;
    return `${created.filter((email) => domainOf(email) === domain).length} other new addresses have`;
  };
}

/** Returns where a new person joins: `, who joins Acme as admin`. Empty for several people or memberships. */
function describeJoins(organizations: Comparison['organizations']): (emails: readonly string[]) => string {
  const joining = new Map<string, string[]>();
  for (const { ref, members } of organizations)
    for (const { desired, userId, email } of members ?? []) {
      if (desired === null || userId !== null || email === null) continue;
      const roles = (desired.roles ?? []).map(({ key }) => key);
      const as = roles.length === 0 ? 'without a role' : `as ${nameSome(roles, mostNamed)}`;
      joining.set(email, [...(joining.get(email) ?? []), `, who joins ${ref.name} ${as}`]);
    }
  return (emails) => {
    const [words = '', ...others] = emails.flatMap((email) => joining.get(email) ?? []);
    return others.length > 0 ? '' : words;
  };
}
