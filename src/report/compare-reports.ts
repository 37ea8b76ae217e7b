// Compares the memberships of an earlier report with those of this one, by person id and organization code. Organizations that one
// of the two did not read are left out.
import type { AccessReport } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import type { EarlierReport, ReportChange, ReportChanges } from '../model/results/report-change.js';
import { membershipKey } from '../model/results/report-change.js';

type Now = Pick<AccessReport, 'whole' | 'organizations' | 'people' | 'memberships'>;

interface Person {
  readonly email: string | null;
  readonly name: string;
}

/** Returns the changes since the earlier report. */
export function compareReports(earlier: EarlierReport, now: Now): ReportChanges {
  const isCompared = chooseCompared(earlier, now);
  const [before, after] = [index(earlier.memberships, isCompared), index(now.memberships, isCompared)];
  const names = new Map(
    [...earlier.organizations, ...now.organizations].map(({ code, name }) => [code, name]),
  );
  const people = new Map<string, Person>([...earlier.people, ...now.people].map((one) => [one.id, one]));
  const found = [...new Set([...before.keys(), ...after.keys()])].map((key) => [
    before.get(key),
    after.get(key),
  ]);
  const changes = found
    .flatMap(([was, is]): readonly ReportChange[] => {
      const change = nameChange(was, is);
      const { organization = '', person = '' } = is ?? was ?? {};
      if (change === null) return [];
      const { email, name } = people.get(person) ?? { email: null, name: '' };
      return [
        {
          change,
          organization,
          organizationName: names.get(organization) ?? '',
          person,
          email,
          name,
          rolesBefore: was?.roles ?? null,
          rolesNow: is?.roles ?? null,
        },
      ];
    })
    .sort(compareChanges);
  const count = (kind: ReportChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  return {
    generatedOn: earlier.generatedOn,
    joined: count('joined'),
    left: count('left'),
    roles: count('roles'),
    rolesUnknown: found.filter(([was, is]) => was && is && (was.roles === null || is.roles === null)).length,
    changes,
  };
}

type Membership = EarlierReport['memberships'][number];

/** An organization is compared if both reports read it. A whole report has read every organization that there was. */
function chooseCompared(earlier: EarlierReport, now: Now): (code: string) => boolean {
  const [before, after] = [earlier.organizations, now.organizations].map(
    (list) => new Set(list.map(({ code }) => code)),
  );
  return (code) => (earlier.whole || before?.has(code) === true) && (now.whole || after?.has(code) === true);
}

function index(
  memberships: readonly Membership[],
  isCompared: (code: string) => boolean,
): ReadonlyMap<string, Membership> {
  return new Map(
    memberships
      .filter(({ organization }) => isCompared(organization))
      .map((one) => [membershipKey(one), one]),
  );
}

function nameChange(was: Membership | undefined, is: Membership | undefined): ReportChange['change'] | null {
  if (was === undefined) return 'joined';
  if (is === undefined) return 'left';
  if (was.roles === null || is.roles === null) return null;
  return [...was.roles].sort().join('\n') === [...is.roles].sort().join('\n') ? null : 'roles';
}

function compareChanges(one: ReportChange, other: ReportChange): number {
  return (
    compareText(one.organizationName.toLowerCase(), other.organizationName.toLowerCase()) ||
    compareText(one.organization, other.organization) ||
    compareText((one.email ?? '\uffff').toLowerCase(), (other.email ?? '\uffff').toLowerCase()) ||
    compareText(one.person, other.person)
  );
}
