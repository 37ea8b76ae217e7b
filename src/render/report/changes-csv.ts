// Renders the changes since an earlier report as CSV: a row for each membership that is new or gone, or has other roles.
import type { ReportChange, ReportChanges } from '../../model/results/report-change.js';
import { renderCsvTable } from './csv-table.js';
import type { CsvColumns } from './csv-table.js';

const columns: CsvColumns<ReportChange> = {
  change: ({ change }) => change,
  organization_code: ({ organization }) => organization,
  organization_name: ({ organizationName }) => organizationName,
  person_id: ({ person }) => person,
  email: ({ email }) => email ?? '',
  name: ({ name }) => name,
  roles_before: ({ change, rolesBefore }) => (change === 'joined' ? '' : (rolesBefore?.join(' ') ?? null)),
  roles_now: ({ change, rolesNow }) => (change === 'left' ? '' : (rolesNow?.join(' ') ?? null)),
};

/** Returns the table with a head; lines end with CR LF. */
export function renderChangesCsv({ changes }: ReportChanges): string {
  return renderCsvTable(columns, changes);
}
