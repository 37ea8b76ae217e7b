// The first line of a comment: that the plan is refused, or its gravest facts, each with a count of people or things.
import type { ReviewSection } from '../../kinds/change-words.js';
import { gainedOf } from '../../kinds/field-items.js';
import { areRemoved, loseAccess, removedHow } from '../../kinds/membership/removal-words.js';
import type { Change } from '../../model/change.js';
import { formatCount } from '../../model/text/count-noun.js';
import type { Plan } from '../../model/plan.js';
import { toMarkdownName } from './markdown-text.js';

/** The number of people, or else of entries, in each section that has any. */
export type SectionCounts = readonly (readonly [ReviewSection, number])[];

/** The number of facts in the headline. */
const mostFacts = 3;

/** Returns the headline. */
export function nameVerdict({ refusals, changes }: Plan, counts: SectionCounts): string {
  if (refusals.length > 0) return 'Refused: nothing will be applied';
  if (counts.length === 0) return 'No changes';
  const hasLosers = counts.some(([section]) => section === 'all-access');
  const facts = counts.slice(0, mostFacts).map(([section, count]) => {
    if (section === 'roles') return nameRoleFact(count, findOnlyRole(changes, 'update'));
    if (section === 'joining') return nameJoiningFact(count, findOnlyRole(changes, 'add'));
    const how = removed[section];
    return how === undefined
      ? (factWords[section]?.(count) ?? '')
      : `${countPeople(count, hasLosers)} ${areRemoved(count, how)}`;
  });
  const [first = ''] = facts;
  const rest = facts.slice(1);
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ')}${counts.length > mostFacts ? ', and more' : ''}`;
}

/** Those who lose all access are counted before, so that these are others. */
const removed: Readonly<Partial<Record<ReviewSection, string>>> = removedHow;

const factWords: Readonly<Partial<Record<ReviewSection, (count: number) => string>>> = {
  'all-access': (count) => `${countPeople(count)} ${loseAccess(count)}`,
  weakened: (count) => `${formatCount(count)} ${count === 1 ? 'role loses' : 'roles lose'} permissions`,
  strengthened: (count) => `${formatCount(count)} ${count === 1 ? 'role gains' : 'roles gain'} permissions`,
  invited: (count) => `${formatCount(count)} ${count === 1 ? 'invitation is' : 'invitations are'} mailed`,
  revoked: (count) => `${formatCount(count)} ${count === 1 ? 'invitation is' : 'invitations are'} revoked`,
  opening: (count) => `${formatCount(count)} ${count === 1 ? 'way in opens' : 'ways in open'}`,
  closing: (count) => `${formatCount(count)} ${count === 1 ? 'way in closes' : 'ways in close'}`,
  settings: (count) => `${formatCount(count)} ${count === 1 ? 'setting changes' : 'settings change'}`,
  'by-hand': (count) => `${formatCount(count)} ${count === 1 ? 'setting' : 'settings'} to change by hand`,
};

function nameRoleFact(count: number, role: string | null): string {
  if (role === null) return `the roles of ${countPeople(count)} change`;
  return `${countPeople(count)} ${count === 1 ? 'becomes' : 'become'} ${role}`;
}

function nameJoiningFact(count: number, role: string | null): string {
  return `${countPeople(count)} ${count === 1 ? 'joins' : 'join'}${role === null ? '' : ` as ${role}`}`;
}

/** Returns the role, as Markdown, that each of these changes gives and no other; null if there is none. */
function findOnlyRole(changes: readonly Change[], action: 'add' | 'update'): string | null {
  const given = changes.flatMap((change) => {
    if (!('userId' in change) || change.action !== action) return [];
    return [change.action === 'add' ? (change.roles ?? []) : gainedOf(change.fields[0])];
  });
  const [[role, ...others] = []] = given;
  const isOnly = others.length === 0 && given.every((roles) => roles.length === 1 && roles[0] === role);
  return role === undefined || !isOnly ? null : toMarkdownName(role);
}

/** Returns for example `2 people`; with `isOther`, people beside those who were named before. */
export function countPeople(count: number, isOther = false): string {
  const noun = count === 1 ? 'person' : 'people';
  return `${formatCount(count)} ${isOther ? 'other ' : ''}${noun}`;
}
