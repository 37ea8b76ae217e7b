import { makeElement, makeName } from './make-element.js';
import { markWords } from './marks.js';
/** Returns what "not known" looks like: never an empty cell, which could mean anything. */
function makeUnknown() {
  return makeElement('span', 'faint', 'unknown');
}
export const personColumn = {
  title: 'Person',
  className: 'name',
  keyOf: ({ person }) => person?.name || person?.email || person?.id || '',
  draw: ({ person }) => [makeName(person?.name || person?.email || person?.id || '')],
};
export const emailColumn = {
  title: 'E-mail',
  className: 'email',
  keyOf: ({ person }) => person?.email ?? '',
  draw: ({ person }) =>
    person === null || person.email === ''
      ? [makeElement('span', 'faint', 'no address '), makeName(person?.id ?? '')]
      : [makeName(person.email)],
};
export const organizationColumn = {
  title: 'Organization',
  className: 'name',
  keyOf: ({ organization }) => (organization === null ? '' : organization.name || organization.code),
  draw: ({ organization }) =>
    organization === null
      ? [makeElement('span', 'faint', 'none')]
      : [makeName(organization.name || organization.code)],
};
export const rolesColumn = {
  title: 'Roles',
  className: 'roles',
  keyOf: ({ roles }) => roles ?? '',
  draw: ({ roles, organization }) => {
    if (organization === null) return ['–'];
    if (roles === null) return [makeUnknown()];
    return roles === '' ? [makeElement('span', 'faint', 'none')] : [makeName(roles)];
  },
};
export const joinedColumn = {
  title: 'Member since',
  className: 'day',
  keyOf: ({ joined }) => joined,
  draw: ({ joined, organization }) => {
    if (organization === null) return ['–'];
    return joined === '' ? [makeUnknown()] : [makeDay(joined)];
  },
};
export const seenColumn = {
  title: 'Last seen',
  className: 'day',
  keyOf: ({ seen }) => seen,
  draw: ({ seen, marks }) => {
    if (seen !== '') return [makeDay(seen)];
    return marks.includes('n') ? ['never'] : [makeUnknown()];
  },
};
export const notesColumn = {
  title: 'Notes',
  className: 'notes',
  keyOf: ({ marks }) => marks,
  draw: ({ marks }) => makeBadges(marks),
};
/** Returns a badge for each mark. */
export function makeBadges(marks) {
  const shown = markWords.filter(({ mark }) => marks.includes(mark));
  return shown.flatMap(({ mark, badge }) => (badge === null ? [] : [makeBadge(badge, mark)]));
}
/** Returns a badge with words of the page's own. */
export function makeBadge(words, mark) {
  return makeElement('span', `badge ${mark}`, words);
}
export const managedColumn = {
  title: 'Listed at',
  className: 'place',
  keyOf: ({ managedBy }) => managedBy,
  draw: ({ managedBy }) =>
    managedBy === '' ? [makeElement('span', 'faint', 'no file')] : [makeName(managedBy)],
};
function makeDay(day) {
  const time = makeElement('time', '', day);
  time.dateTime = day;
  return time;
}
