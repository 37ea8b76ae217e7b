// The words of each way in, its state, and each change, for columns and the search.
import type { ReportChange } from '../../model/results/report-change.js';
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

/** The words of each change since an earlier report. */
export const changeWords: Readonly<Record<ReportChange['change'], string>> = {
  joined: 'joined',
  left: 'left',
  roles: 'other roles',
};
