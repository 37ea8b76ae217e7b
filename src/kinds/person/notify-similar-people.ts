// The notice `similar-person`: a new address or domain may be a misspelling of one in use.
import type { CreateUser } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import { countNoun } from '../../model/count-noun.js';
import { nameSome } from '../../model/name-some.js';
import type { Notice } from '../../model/notice.js';
import { keepFew } from './few-notices.js';
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
  const found = created.flatMap(({ email, source }) => {
    const neighbour = people.get(email);
    if (neighbour === undefined) return [];
    const notice = notifyPerson(email, neighbour, { source, detail: describeOther(neighbour.email) });
    return [{ notice, isLeaving: leaving.has(neighbour.email) }];
  });
  const noticesOf = (wanted: boolean): readonly Notice[] =>
    found.flatMap(({ notice, isLeaving }) => (isLeaving === wanted ? [notice] : []));
  const strange = domains.map((domain) => notifyDomain(domain, sources));
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
  { source, detail }: { readonly source: string; readonly detail: string },
): Notice {
  const likeness = isLookAlike ? 'looks the same as' : 'is similar to';
  const message = `${email} is new to Kinde and ${likeness} ${other}, ${detail}. Check the spelling before a second person is created.`;
  return { code: 'similar-person', message, email, source };
}

function notifyDomain(
  { domain, other, emails }: StrangeDomain,
  sources: ReadonlyMap<string, string>,
): Notice {
  const source = sources.get(emails[0] ?? '');
  const message = `The domain ${domain} is new to Kinde and differs by one letter from ${other}, which is in use. New people with it: ${nameSome(emails, mostNamed)}. Check the spelling before they are created.`;
  return { code: 'similar-person', message, ...(source === undefined ? {} : { source }) };
}
