// The columns of the tables: their titles, what they sort by, and how a cell is filled.
import type { Mark } from '../../model/page-data.js';
import { makeElement, makeName } from './make-element.js';
import { markWords } from './marks.js';
import type { PageRow } from './read-rows.js';

export interface Column {
  readonly title: string;
  readonly className: string;
  readonly keyOf: (row: PageRow) => string | number;
  readonly draw: (row: PageRow) => readonly (Node | string)[];
}

/** Returns what "not known" looks like: never an empty cell, which could mean anything. */
function makeUnknown(): Node {
  return makeElement('span', 'faint', 'unknown');
}

export const personColumn: Column = {
  title: 'Person',
  className: 'name',
  keyOf: ({ person }) => person?.name || person?.email || person?.id || '',
  draw: ({ person }) => [makeName(person?.name || person?.email || person?.id || '')],
};

export const emailColumn: Column = {
  title: 'E-mail',
  className: 'email',
  keyOf: ({ person }) => person?.email ?? '',
  draw: ({ person }) =>
    person === null || person.email === ''
      ? [makeElement('span', 'faint', 'no address '), makeName(person?.id ?? '')]
      : [makeName(person.email)],
};

export const organizationColumn: Column = {
  title: 'Organization',
  className: 'name',
  keyOf: ({ organization }) => (organization === null ? '' : organization.name || organization.code),
  draw: ({ organization }) =>
    organization === null
      ? [makeElement('span', 'faint', 'none')]
      : [makeName(organization.name || organization.code)],
};

export const rolesColumn: Column = {
  title: 'Roles',
  className: 'roles',
  keyOf: ({ roles }) => roles ?? '',
  draw: ({ roles, organization }) => {
    if (organization === null) return ['–'];
    if (roles === null) return [makeUnknown()];
    return roles === '' ? [makeElement('span', 'faint', 'none')] : [makeName(roles)];
  },
};

export const joinedColumn: Column = {
  title: 'Member since',
  className: 'day',
  keyOf: ({ joined }) => joined,
  draw: ({ joined, organization }) => {
    if (organization === null) return ['–'];
    return joined === '' ? [makeUnknown()] : [makeDay(joined)];
  },
};

export const seenColumn: Column = {
  title: 'Last seen',
  className: 'day',
  keyOf: ({ seen }) => seen,
  draw: ({ seen, marks }) => {
    if (seen !== '') return [makeDay(seen)];
    return marks.includes('n') ? ['never'] : [makeUnknown()];
  },
};

export const notesColumn: Column = {
  title: 'Notes',
  className: 'notes',
  keyOf: ({ marks }) => marks,
  draw: ({ marks }) => makeBadges(marks),
};

/** Returns a badge for each mark. */
export function makeBadges(marks: string): readonly Node[] {
  const shown = markWords.filter(({ mark }) => marks.includes(mark));
  return shown.flatMap(({ mark, badge }) => (badge === null ? [] : [makeBadge(badge, mark)]));
}

/** Returns a badge with words of the page's own. */
export function makeBadge(words: string, mark: Mark): HTMLElement {
  return makeElement('span', `badge ${mark}`, words);
}

export const managedColumn: Column = {
  title: 'Listed at',
  className: 'place',
  keyOf: ({ managedBy }) => managedBy,
  draw: ({ managedBy }) =>
    managedBy === '' ? [makeElement('span', 'faint', 'no file')] : [makeName(managedBy)],
};

function makeDay(day: string): HTMLElement {
  const time = makeElement('time', '', day);
  time.dateTime = day;
  return time;
}
