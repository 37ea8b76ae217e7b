// The views of the page: memberships by organization, by person or in one list, the organizations, the ways in, and the changes since
// an earlier report.
import type { PageData } from '../../model/results/page-data.js';
import { changeColumns, reviewColumn } from './change-columns.js';
import {
  emailColumn,
  joinedColumn,
  makeBadge,
  makeBadges,
  managedColumn,
  notesColumn,
  organizationColumn,
  organizationColumns,
  personColumn,
  reasonColumn,
  rolesColumn,
  seenColumn,
  untilColumn,
} from './columns.js';
import type { Column } from './columns.js';
import { makeElement, makeName } from './make-element.js';
import { readChanges, readMemberships, readOrganizations, readWays } from './read-rows.js';
import type { PageRow } from './read-rows.js';
import { wayColumns } from './way-columns.js';

export interface View {
  readonly id: string;
  readonly caption: string;
  /** The noun of the counted rows. */
  readonly noun: string;
  readonly columns: readonly Column[];
  readonly rows: readonly PageRow[];
  /** The object that rows are grouped by, and the heading of a group; null without groups. */
  readonly group: {
    readonly of: (row: PageRow) => object | null;
    readonly draw: (row: PageRow) => readonly (Node | string)[];
  } | null;
}

/** Returns the views by id. All views share the same row objects. */
export function makeViews(data: PageData): ReadonlyMap<string, View> {
  const rows = readMemberships(data);
  const dates = [
    rolesColumn,
    joinedColumn,
    seenColumn,
    ...(data.reviews === undefined ? [] : [reviewColumn]),
    notesColumn,
    ...(rows.some(({ until, reason }) => until !== '' || reason !== '') ? [untilColumn, reasonColumn] : []),
    ...(data.isConfigured ? [managedColumn] : []),
  ];
  // A phone shows three columns: with decisions it leaves out the last access, of which the dormant badge stays.
  const shortened = data.reviews === undefined ? dates : dates.map((one) => widen(one, seenColumn));
  const hasInvitations = rows.some(({ marks }) => marks.includes('j'));
  const noun = `memberships${hasInvitations ? ', invitations' : ''} and people in no organization`;
  const views: readonly View[] = [
    {
      id: 'by-organization',
      caption: 'Members of each organization',
      noun,
      columns: [personColumn, emailColumn, ...shortened],
      rows,
      group: { of: ({ organization }) => organization, draw: drawOrganization },
    },
    {
      id: 'by-person',
      caption: 'Organizations of each person',
      noun,
      columns: [organizationColumn, ...shortened],
      rows: orderByPerson(rows, data),
      group: { of: ({ person }) => person, draw: drawPerson },
    },
    {
      id: 'list',
      caption: 'All memberships in one list',
      noun,
      columns: [
        personColumn,
        emailColumn,
        { ...organizationColumn, drawBelow: rolesColumn.draw },
        ...shortened.map((one) => widen(one, rolesColumn)),
      ],
      rows,
      group: null,
    },
    {
      id: 'organizations',
      caption: 'Organizations',
      noun: 'organizations',
      columns: organizationColumns,
      rows: readOrganizations(data),
      group: null,
    },
    {
      id: 'ways-in',
      caption: 'Ways into each organization',
      noun: 'ways in',
      columns: wayColumns,
      rows: readWays(data),
      group: { of: ({ organization }) => organization, draw: drawOrganization },
    },
    {
      id: 'changes',
      caption: 'Changes since the earlier report',
      noun: 'changes',
      columns: changeColumns,
      rows: readChanges(data),
      group: { of: ({ organization }) => organization, draw: drawPlace },
    },
  ];
  return new Map(views.map((view) => [view.id, view]));
}

/** Returns the column, which a phone leaves out if it is `left`. */
function widen(column: Column, left: Column): Column {
  return column === left ? { ...column, isWide: true } : column;
}

function orderByPerson(rows: readonly PageRow[], { people }: PageData): readonly PageRow[] {
  const ranks = new Map<object | null, number>(people.map((person, rank) => [person, rank]));
  return [...rows].sort((one, other) => (ranks.get(one.person) ?? 0) - (ranks.get(other.person) ?? 0));
}

function drawOrganization({ organization }: PageRow): readonly (Node | string)[] {
  if (organization === null) return ['In no organization'];
  const { name, code, registrations } = organization;
  const words = `registrations ${registrations}`;
  const detail = makeElement('span', 'detail', makeName(code));
  if (registrations === 'open') return [makeName(name || code), detail, makeBadge(words, 'r')];
  detail.append(` · ${words}`);
  return [makeName(name || code), detail];
}

/** The organization of a change, which may not be in Kinde any more. */
function drawPlace({ organization }: PageRow): readonly (Node | string)[] {
  if (organization === null) return [];
  const { name, code } = organization;
  return [makeName(name || code), makeElement('span', 'detail', makeName(code))];
}

function drawPerson({ person }: PageRow): readonly (Node | string)[] {
  if (person === null) return [];
  const { name, email, others, id, created, marks } = person;
  const detail = makeElement('span', 'detail', makeName([email, others, id].filter(Boolean).join(' · ')));
  if (created !== '') detail.append(` · since ${created}`);
  return [makeName(name || email || id), detail, ...makeBadges(marks)];
}
