// The columns of the view of ways in.
import { makeBadge, makeDay } from './columns.js';
import type { Column } from './columns.js';
import { makeElement, makeName } from './make-element.js';
import { stateWords, wayWords } from './way-words.js';

export const wayColumns: readonly Column[] = [
  {
    title: 'Way in',
    className: 'way',
    keyOf: ({ way }) => (way === null ? '' : wayWords[way.way]),
    draw: ({ way }) => [way === null ? '' : wayWords[way.way]],
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
    className: 'roles',
    keyOf: ({ way }) => way?.roles ?? '',
    draw: ({ way }) => [way === null || way.roles === '' ? '–' : makeName(way.roles)],
  },
  {
    title: 'Since',
    className: 'day',
    keyOf: ({ way }) => way?.since ?? '',
    draw: ({ way }) => [way === null || way.since === '' ? '–' : makeDay(way.since)],
  },
  {
    title: 'Detail',
    className: 'why',
    keyOf: ({ way }) => way?.detail ?? '',
    draw: ({ way }) => [makeName(way?.detail ?? '')],
  },
];
