// The columns of the view of ways in.
import { makeBadge, makeDay } from './columns.js';
import type { Column } from './columns.js';
import { makeElement, makeName } from './make-element.js';
import { stateWords, wayWords } from './page-words.js';

export const wayColumns: readonly Column[] = [
  {
    title: 'Way in',
    className: 'way',
    keyOf: ({ way }) => (way === null ? '' : wayWords[way.way]),
    draw: ({ way }) => [way === null ? '' : wayWords[way.way]],
    drawBelow: ({ way }) => [makeName(way?.detail ?? '')],
  },
  {
    title: 'State',
    className: 'state',
    keyOf: ({ way }) => (way === null ? '' : stateWords[way.state]),
    draw: ({ way }) => {
      const state = way?.state ?? 'unknown';
      if (state === 'open') return [makeBadge(stateWords.open, 'i')];
      return [state === 'closed' ? stateWords.closed : makeElement('span', 'faint', stateWords[state])];
    },
  },
  {
    title: 'Who or what',
    className: 'who',
    keyOf: ({ way }) => way?.subject ?? '',
    draw: ({ way }) => [way === null || way.subject === '' ? '–' : makeName(way.subject)],
  },
  {
    title: 'Roles given',
    isWide: true,
    className: 'roles',
    keyOf: ({ way }) => way?.roles ?? '',
    draw: ({ way }) => [way === null || way.roles === '' ? '–' : makeName(way.roles)],
  },
  {
    title: 'Since',
    isWide: true,
    className: 'day',
    keyOf: ({ way }) => way?.since ?? '',
    draw: ({ way }) => [way === null || way.since === '' ? '–' : makeDay(way.since)],
  },
  {
    title: 'Detail',
    isWide: true,
    className: 'why',
    keyOf: ({ way }) => way?.detail ?? '',
    draw: ({ way }) => [makeName(way?.detail ?? '')],
  },
];
