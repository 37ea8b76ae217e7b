// The columns of the page's tables: title, sort key and content of each cell.
import type { Mark } from '../../model/results/page-data.js';
import { makeElement, makeName } from './make-element.js';
import { markWords } from './marks.js';
import type { PageRow } from './read-rows.js';

export interface Column {
  readonly title: string;
  readonly className: string;
  readonly keyOf: (row: PageRow) => string | number;
  readonly draw: (row: PageRow) => readonly (Node | string)[];
  /** True for a column that a phone has no room for. */
  readonly isWide?: boolean;
  /** The content of the cell on a phone only, below its own: what the wide columns would show. */
  readonly drawBelow?: (row: PageRow) => readonly (Node | string)[];
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
  drawBelow: ({ person, marks }) => [
    ...(person === null || person.name === '' ? [] : [makeName(person.email || person.id)]),
    ...makeBadges(marks),
  ],
};

export const emailColumn: Column = {
  title: 'Email',
  className: 'email',
  isWide: true,
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
  drawBelow: ({ person, marks }) => (person === null ? [] : makeBadges(marks)),
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
  isWide: true,
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
  draw: ({ seen, marks, person }) => {
    if (seen !== '') return [makeDay(seen)];
    if (marks.includes('j')) return ['–'];
    if (marks.includes('n')) return ['never'];
    // A membership is dormant, too, if its person was seen nowhere.
    const isExplained = marks.includes('d') && (person?.seen ?? '') !== '';
    if (!isExplained) return [makeUnknown()];
    return [
      makeElement('span', 'faint', 'unknown here; '),
      makeElement('span', '', 'anywhere ', makeDay(person?.seen ?? '')),
    ];
  },
};

export const notesColumn: Column = {
  title: 'Notes',
  className: 'notes',
  isWide: true,
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
  isWide: true,
  keyOf: ({ managedBy }) => managedBy,
  draw: ({ managedBy }) =>
    managedBy === '' ? [makeElement('span', 'faint', 'no file')] : [makeName(managedBy)],
};

export const untilColumn: Column = {
  title: 'Until',
  className: 'day',
  isWide: true,
  keyOf: ({ until }) => until,
  draw: ({ until }) => [until === '' ? '–' : makeDay(until)],
};

export const reasonColumn: Column = {
  title: 'Reason',
  className: 'notes',
  isWide: true,
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
    isWide: true,
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
    isWide: true,
    keyOf: (row) => readText(row, 'managed'),
    draw: (row) => [managedWords.get(readText(row, 'managed')) ?? makeElement('span', 'faint', 'no')],
  },
];
