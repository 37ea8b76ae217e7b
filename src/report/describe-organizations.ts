// Describes the organizations of the report: their registrations, and their management by the files.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import type { ReportOrganization } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import type { DesiredOrganization } from '../model/desired.js';
import type { LiveOrganization } from '../model/live.js';
import { formatPlace } from '../model/place.js';
import type { UnitedFacts } from './unite-facts.js';

/** Returns the organizations sorted by name, then by code. */
export function describeOrganizations(
  { organizations, members }: UnitedFacts,
  matches: readonly OrganizationMatch[],
): readonly ReportOrganization[] {
  const entries = new Map(matches.map(({ desired, live }) => [live?.code ?? null, desired]));
  return organizations
    .map((one) => ({
      ...describeLive(one),
      ...describeEntry(entries.get(one.code) ?? null),
      members: members.get(one.code)?.length ?? 0,
    }))
    .sort(
      (one, other) =>
        compareText(one.name.toLowerCase(), other.name.toLowerCase()) || compareText(one.code, other.code),
    );
}

function describeLive({ code, name, handle, externalId, isDefault, allowRegistrations }: LiveOrganization) {
  const registrations = { true: 'open', false: 'closed', null: 'unknown' } as const;
  return {
    code,
    name,
    handle,
    externalId,
    default: isDefault,
    registrations: registrations[`${allowRegistrations}`],
  };
}

function describeEntry(
  entry: DesiredOrganization | null,
): Pick<ReportOrganization, 'managed' | 'source' | 'allowedDomains'> {
  const isManaged = entry?.members !== undefined;
  return {
    managed: isManaged ? entry.membership : null,
    source: entry === null ? null : formatPlace(entry.place),
    allowedDomains: entry?.allowedDomains?.toSorted(compareText) ?? null,
  };
}
