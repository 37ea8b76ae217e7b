// The first line of a comment: that the plan is refused, or its gravest facts, each with a count of people or things.
import type { ReviewSection } from '../../kinds/change-words.js';
import { gainedOf } from '../../kinds/field-items.js';
import { areRemoved, lastAccess, removedHow } from '../../kinds/membership/removal-words.js';
import { isMemberChange, isStatedEnd } from '../../model/change-predicates.js';
import { organizationKey } from '../../model/change.js';
import type { Change, MemberChange } from '../../model/change.js';
import { countNoun, formatCount } from '../../model/text/count-noun.js';
import type { Plan } from '../../model/plan.js';
import { countLater } from '../first-notices.js';
import { describeUnchanged } from '../open-differences.js';
import type { Namesakes } from '../namesakes.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import type { ReviewStyle } from './words.js';

/** The number of people, or else of entries, in each section that has any. */
export type SectionCounts = readonly (readonly [ReviewSection, number])[];

/** The number of facts in the headline. */
const mostFacts = 3;

/** Returns the headline. */
export function nameVerdict(
  plan: Plan,
  counts: SectionCounts,
  { namesakes }: Pick<ReviewStyle, 'namesakes'>,
): string {
  const { refusals, changes } = plan;
  if (refusals.length > 0) return 'Refused: nothing will be changed';
  const later = countLater(plan.warnings);
  if (counts.length === 0) return nameUnchanged(plan, later);
  const hasLosers = counts.some(([section]) => section === 'all-access');
  const facts = counts.map(([section, count]) => {
    const place = findOnlyPlace(changes, section, namesakes);
    if (section === 'roles') return nameRoleFact(count, findOnlyRole(changes, 'update'), place);
    if (section === 'joining') return nameJoiningFact(count, findOnlyRole(changes, 'add'), place);
    const how = place === null ? removed[section] : `from ${place}`;
    return how === undefined
      ? (factWords[section]?.(count) ?? '')
      : `${countPeople(count, hasLosers)} ${areRemoved(count, how)}`;
  });
  // A later effect is never left out: no other place above the sections tells of it.
  const shown = facts.slice(0, mostFacts);
  const more = facts.length > mostFacts ? ['and more'] : [];
  return toHeadline([...shown, ...more, ...later]);
}

function toHeadline([first = '', ...rest]: readonly string[]): string {
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ');
}

/** A request may change nothing today and much for later, which is told in the same breath. */
function nameUnchanged(plan: Plan, later: readonly string[]): string {
  const verdict = describeUnchanged(plan);
  if (later.length === 0) return verdict ?? 'No changes';
  return `${verdict ?? 'No changes today'}, but ${later.join(' and ')}`;
}

/** Those who lose all access are counted before, so that these are others. */
const removed: Readonly<Partial<Record<ReviewSection, string>>> = removedHow;

const factWords: Readonly<Partial<Record<ReviewSection, (count: number) => string>>> = {
  'all-access': (count) => `${countPeople(count)} ${lastAccess.lose(count)}`,
  weakened: (count) => `${formatCount(count)} ${count === 1 ? 'role loses' : 'roles lose'} permissions`,
  strengthened: (count) => `${formatCount(count)} ${count === 1 ? 'role gains' : 'roles gain'} permissions`,
  invited: (count) => `${formatCount(count)} ${count === 1 ? 'invitation is' : 'invitations are'} emailed`,
  revoked: (count) => `${formatCount(count)} ${count === 1 ? 'invitation is' : 'invitations are'} revoked`,
  opening: (count) => `${formatCount(count)} ${count === 1 ? 'way in opens' : 'ways in open'}`,
  closing: (count) => `${formatCount(count)} ${count === 1 ? 'way in closes' : 'ways in close'}`,
  settings: (count) => `${formatCount(count)} ${count === 1 ? 'setting is' : 'settings are'} changed`,
  'by-hand': (count) => `${countNoun(count, 'manual setting')} to check`,
};

function nameRoleFact(count: number, role: string | null, place: string | null): string {
  const where = place === null ? '' : ` in ${place}`;
  if (role === null) return `the roles of ${countPeople(count)} change${where}`;
  return `${countPeople(count)} ${count === 1 ? 'becomes' : 'become'} ${role}${where}`;
}

function nameJoiningFact(count: number, role: string | null, place: string | null): string {
  const joins = `${countPeople(count)} ${count === 1 ? 'joins' : 'join'}`;
  return `${joins}${place === null ? '' : ` ${place}`}${role === null ? '' : ` as ${role}`}`;
}

/** Whether a change of a member counts in a section whose fact may name the organization. */
const isIn: Readonly<Partial<Record<ReviewSection, (change: MemberChange) => boolean>>> = {
  joining: ({ action }) => action === 'add',
  roles: ({ action }) => action === 'update',
  leaving: (change) => change.action === 'remove' && change.losesAllAccess !== true && !isStatedEnd(change),
};

/** Returns the name, as Markdown, of the one organization of a section; null if there are several, or for another section. */
function findOnlyPlace(
  changes: readonly Change[],
  section: ReviewSection,
  namesakes: Namesakes,
): string | null {
  const own = isIn[section];
  if (own === undefined) return null;
  const places = new Map(
    changes
      .filter(isMemberChange)
      .filter(own)
      .map(({ organization }) => [organizationKey(organization), organization.name]),
  );
  const [[key, name] = ['', null]] = places;
  if (name === null || places.size > 1) return null;
  const mark = namesakes.get(key);
  return mark === undefined ? toMarkdownName(name) : `${toMarkdownName(name)} ${toMarkdownCode(mark)}`;
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
