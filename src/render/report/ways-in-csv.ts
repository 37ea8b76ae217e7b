// Renders the ways into each organization as CSV: a row for each way, also for one that is closed or was not looked at.
import type { AccessReport, ReportOrganization } from '../../model/results/access-report.js';
import type { ReportWay } from '../../model/ways-in.js';
import { renderCsvTable } from './csv-table.js';
import type { CsvColumns } from './csv-table.js';

interface WayRow {
  readonly organization: ReportOrganization;
  readonly way: ReportWay;
}

const columns: CsvColumns<WayRow> = {
  organization_code: ({ organization }) => organization.code,
  organization_name: ({ organization }) => organization.name,
  way: ({ way }) => way.way,
  state: ({ way }) => way.state,
  subject: ({ way }) => way.subject ?? '',
  roles: ({ way }) => way.roles?.join(' ') ?? '',
  holders: ({ way }) => String(way.holders ?? ''),
  since: ({ way }) => way.since ?? '',
  detail: ({ way }) => way.detail,
};

/** Returns the table with a head; lines end with CR LF. */
export function renderWaysInCsv({ organizations, waysIn = [] }: AccessReport): string {
  const places = new Map(organizations.map((organization) => [organization.code, organization]));
  const rows = waysIn.flatMap((way): readonly WayRow[] => {
    const organization = places.get(way.organization);
    return organization === undefined ? [] : [{ organization, way }];
  });
  return renderCsvTable(columns, rows);
}
