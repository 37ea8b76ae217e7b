// The columns of the view of changes, and the column of a review's decisions.
import type { Column } from './columns.js';
import { emailColumn, makeBadge, makeDay, personColumn } from './columns.js';
import { makeElement, makeName } from './make-element.js';
import { changeWords } from './page-words.js';

export const changeColumns: readonly Column[] = [
  personColumn,
  emailColumn,
  {
    title: 'Change',
    className: 'state',
    keyOf: ({ change }) => (change === null ? '' : changeWords[change.change]),
    draw: ({ change }) => [
      change === null ? '' : makeBadge(changeWords[change.change], change.change === 'left' ? 's' : 'a'),
    ],
  },
  drawRoles('Roles before', 'before'),
  drawRoles('Roles now', 'now'),
];

function drawRoles(title: string, field: 'before' | 'now'): Column {
  return {
    title,
    className: 'roles',
    keyOf: ({ change }) => change?.[field] ?? '',
    draw: ({ change }) => [change === null || change[field] === '' ? '–' : makeName(change[field])],
  };
}

export const reviewColumn: Column = {
  title: 'Review',
  className: 'review',
  keyOf: ({ review }) => review?.[1] ?? '',
  draw: ({ review, organization }) => {
    if (organization === null) return ['–'];
    if (review === null) return [makeElement('span', 'faint', 'not decided')];
    const [, decision, reviewer, on] = review;
    const words = decision === 'remove' ? makeBadge('remove', 'y') : decision;
    return [words, makeElement('span', 'detail', ' ', makeName(reviewer), ', ', makeDay(on))];
  },
};
