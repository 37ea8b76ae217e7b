// The columns of the page's tables: title, sort key and content of each cell.
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

/** Returns the cell of an unknown value, since an empty cell would be ambiguous. */
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
  draw: ({ joined, organization, marks }) => {
    if (organization === null) return ['–'];
    if (marks.includes('j')) return ['invited ', joined === '' ? makeUnknown() : makeDay(joined)];
    return joined === '' ? [makeUnknown()] : [makeDay(joined)];
  },
};

export const seenColumn: Column = {
  title: 'Last seen',
  className: 'day',
  keyOf: ({ seen }) => seen,
  draw: ({ seen, marks }) => {
    if (seen !== '') return [makeDay(seen)];
    if (marks.includes('j')) return ['–'];
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

/** Returns a badge with the page's own words, in the style of a mark. */
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

export const untilColumn: Column = {
  title: 'Until',
  className: 'day',
  keyOf: ({ until }) => until,
  draw: ({ until }) => [until === '' ? '–' : makeDay(until)],
};

export const reasonColumn: Column = {
  title: 'Reason',
  className: 'notes',
  keyOf: ({ reason }) => reason,
  draw: ({ reason }) => [reason === '' ? '–' : makeName(reason)],
};

/** Returns a day in a `time` element. */
export function makeDay(day: string): HTMLElement {
  const time = makeElement('time', '', day);
  time.dateTime = day;
  return time;
}

/** The text of an organization's field, or the empty string for a row without an organization. */
function readText(
  { organization }: PageRow,
  field: 'code' | 'registrations' | 'managed' | 'domains',
): string {
  return organization?.[field] ?? '';
}

function nameColumn(title: string, field: 'code' | 'domains', none: string): Column {
  return {
    title,
    className: field,
    keyOf: (row) => readText(row, field),
    draw: (row) => {
      const text = readText(row, field);
      return [text === '' ? makeElement('span', 'faint', none) : makeName(text)];
    },
  };
}

const managedWords = new Map([
  ['exact', 'the file is the whole list'],
  ['additive', 'the file only adds'],
]);

export const organizationColumns: readonly Column[] = [
  organizationColumn,
  nameColumn('Code', 'code', ''),
  {
    title: 'Members',
    className: 'number',
    keyOf: ({ organization }) => organization?.members ?? 0,
    draw: ({ organization }) => [(organization?.members ?? 0).toLocaleString('en')],
  },
  {
    title: 'Registrations',
    className: 'registrations',
    keyOf: (row) => readText(row, 'registrations'),
    draw: (row) => {
      const registrations = readText(row, 'registrations');
      return [registrations === 'open' ? makeBadge('open', 'r') : registrations];
    },
  },
  nameColumn('Allowed domains', 'domains', 'no limit'),
  {
    title: 'Membership managed',
    className: 'managed',
    keyOf: (row) => readText(row, 'managed'),
    draw: (row) => [managedWords.get(readText(row, 'managed')) ?? makeElement('span', 'faint', 'no')],
  },
];
