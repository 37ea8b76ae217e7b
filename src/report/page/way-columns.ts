// The columns of the view of ways in.
import type { WayName, WayState } from '../../model/ways-in.js';
import { makeBadge, makeDay } from './columns.js';
import type { Column } from './columns.js';
import { makeElement, makeName } from './make-element.js';

const wayWords: Readonly<Record<WayName, string>> = {
  registrations: 'Registrations',
  invitation: 'Invitations',
  connection: 'Enterprise connections',
  role: 'Roles that add members',
  directory: 'Directory',
  'default-organization': 'Default organization',
};

const stateWords: Readonly<Record<WayState, string>> = {
  open: 'lets people in',
  closed: 'no',
  unknown: 'not known',
  'not-looked-at': 'not looked at',
};

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
    className: 'subject',
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
    className: 'detail',
    keyOf: ({ way }) => way?.detail ?? '',
    draw: ({ way }) => [makeName(way?.detail ?? '')],
  },
];
