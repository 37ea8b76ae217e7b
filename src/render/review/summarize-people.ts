// Sums up a long section of people in one line, which stays where the list below is cut: how many are new to Kinde, with which
// domains and which roles.
import { areRemoved } from '../../kinds/membership/removal-words.js';
import type { MemberChange } from '../../model/change.js';
import { compareText } from '../../model/text/compare-text.js';
import { domainOf } from '../../model/email.js';
import { formatCount } from '../../model/text/count-noun.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import { personKey } from './member-words.js';

/** A shorter list needs no summary. */
const shortest = 20;
/** The largest number of domains and of roles that a summary names. */
const mostNamed = 5;

/** Returns the sentences on these memberships; none for a short list. `fresh` are those of people new to Kinde. */
export function summarizePeople(
  own: readonly MemberChange[],
  fresh: readonly MemberChange[],
): readonly string[] {
  if (own.length <= shortest) return [];
  const isJoining = own.some(({ action }) => action === 'add');
  const people = new Set(own.map(personKey)).size;
  const news = new Set(fresh.map(personKey)).size;
  const domains = own.map(({ email }) => domainOf(email ?? ''));
  const roles = own.flatMap((change): readonly (string | null)[] => {
    const held = change.action === 'update' ? change.fields[0].after : (change.roles ?? []);
    return held.length === 0 ? [null] : held;
  });
  return [
    `In total, ${formatCount(people)} people ${isJoining ? `join, ${nameNew(news, people)} new to Kinde` : areRemoved(people)}.`,
    `Domains: ${countEach(domains, (domain) => (domain === '' ? 'no address' : toMarkdownCode(domain)))}.`,
    `Roles: ${countEach(roles, (role) => (role === null ? 'none' : toMarkdownName(role)))}.`,
  ];
}

function nameNew(news: number, people: number): string {
  if (news === 0) return 'none of them';
  return news === people ? 'all' : `${formatCount(news)} of them`;
}

/** Returns for example `admin (3), member (40)`, the most frequent first. */
function countEach<Value extends string | null>(
  values: readonly Value[],
  show: (value: Value) => string,
): string {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(
    ([one, few], [other, many]) => many - few || compareText(one ?? '', other ?? ''),
  );
  const named = sorted.slice(0, mostNamed).map(([value, count]) => `${show(value)} (${formatCount(count)})`);
  const rest = sorted.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`;
}
