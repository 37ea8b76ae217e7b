// The columns of the table of organizations.
import { makeBadge, organizationColumn } from './columns.js';
import { makeElement, makeName } from './make-element.js';
function readText({ organization }, field) {
  return organization?.[field] ?? '';
}
function nameColumn(title, field, none) {
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
export const organizationColumns = [
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
