// The words of each way in and its state, for columns and the search.
import type { WayName, WayState } from '../../model/ways-in.js';

export const wayWords: Readonly<Record<WayName, string>> = {
  registrations: 'Registrations',
  invitation: 'Invitation',
  connection: 'Enterprise connection',
  role: 'Role that adds members',
  directory: 'Directory',
  'default-organization': 'Default organization',
};

export const stateWords: Readonly<Record<WayState, string>> = {
  open: 'lets people in',
  closed: 'no',
  unknown: 'not known',
  'not-looked-at': 'not looked at',
};
