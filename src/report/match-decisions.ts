// Matches the decisions of a review with the memberships of the report. A decision about an earlier membership, or to keep
// roles that have changed since, no longer holds and is told.
import type { ReportMembership, ReportOrganization } from '../model/results/access-report.js';
import { countNoun } from '../model/text/count-noun.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import type { EarlierReport } from '../model/results/report-change.js';
import type { ReviewSummary, WrittenDecision, WrittenDecisions } from '../model/review.js';
import { membershipKey } from '../model/results/report-change.js';

export interface ReviewedFacts {
  readonly organizations: readonly ReportOrganization[];
  readonly memberships: readonly ReportMembership[];
  readonly people: readonly { readonly id: string }[];
  /** Null without `--since`. */
  readonly earlier: EarlierReport | null;
  /** True if every organization was read. */
  readonly isWhole: boolean;
}

export interface Reviewed {
  readonly memberships: readonly ReportMembership[];
  readonly review: ReviewSummary;
  readonly notices: readonly Notice[];
}

/** Returns the memberships with their decisions, the figures, and a notice for each reason why decisions do not hold. */
export function matchDecisions({ file, rows }: WrittenDecisions, facts: ReviewedFacts): Reviewed {
  const { organizations, memberships, isWhole } = facts;
  const written = new Map(rows.map((row) => [membershipKey(row), row]));
  const reviewed = memberships.map((membership): ReportMembership => {
    const row = written.get(membershipKey(membership));
    if (row === undefined || isOutdated(row, membership)) return { ...membership, review: null };
    const { decision, reviewer, reviewedOn } = row;
    return { ...membership, review: { decision, reviewer, reviewedOn } };
  });
  const present = new Map(memberships.map((membership) => [membershipKey(membership), membership]));
  const covered = new Set(organizations.map(({ code }) => code));
  const absent = rows.filter(
    (row) =>
      !present.has(membershipKey(row)) &&
      row.organization !== '' &&
      (isWhole || covered.has(row.organization)),
  );
  const outdated = rows.filter((row) => {
    const membership = present.get(membershipKey(row));
    return membership !== undefined && isOutdated(row, membership);
  });
  const hasLeft = prepareLeft(facts);
  const left = absent.filter(hasLeft);
  const unmatched = absent.filter((row) => !hasLeft(row));
  const removed = left.filter(({ decision }) => decision === 'remove').length;
  return {
    memberships: reviewed,
    review: { file, ...countDecisions(reviewed), removed, unmatched: unmatched.length },
    notices: [
      ...notify(file, 'decision-without-member', left, 'is about a membership that does not exist any more'),
      ...notify(
        file,
        'decision-unmatched',
        unmatched,
        isWhole
          ? 'names a person or an organization that Kinde does not have: it is mistyped, or deleted from Kinde'
          : 'names a person whom this report did not read: the id is mistyped, or the person left. A report without --organization tells which',
      ),
      ...notify(
        file,
        'decision-outdated',
        outdated,
        'does not hold: the person joined later, or has other roles now',
      ),
      ...notify(
        file,
        'decision-without-member',
        rows.filter(({ organization }) => organization === ''),
        'is about a person in no organization, and kinde-sync never deletes people',
      ),
    ],
  };
}

/** A membership existed only if Kinde still has the person and the organization, or the earlier report has the membership. */
function prepareLeft({ organizations, people, earlier }: ReviewedFacts): (row: WrittenDecision) => boolean {
  const codes = new Set(organizations.map(({ code }) => code));
  const ids = new Set(people.map(({ id }) => id));
  const before = new Set(earlier?.memberships.map(membershipKey));
  return (row) => before.has(membershipKey(row)) || (codes.has(row.organization) && ids.has(row.person));
}

/** A decision to remove holds whatever the roles are. */
function isOutdated(
  { decision, reviewedOn, roles: seen }: WrittenDecision,
  { joinedOn, roles }: ReportMembership,
): boolean {
  if (joinedOn !== null && reviewedOn < joinedOn.slice(0, 10)) return true;
  if (decision === 'remove' || seen === null || roles === null) return false;
  return seen.split(/\s+/).filter(Boolean).sort().join(' ') !== [...roles].sort().join(' ');
}

function countDecisions(memberships: readonly ReportMembership[]) {
  const count = (decision: string | undefined): number =>
    memberships.filter(({ review }) => review?.decision === decision).length;
  return { keep: count('keep'), remove: count('remove'), undecided: count(undefined) };
}

const mostLines = 20;

function notify(
  file: string,
  code: 'decision-without-member' | 'decision-outdated' | 'decision-unmatched',
  rows: readonly WrittenDecision[],
  why: string,
): readonly Notice[] {
  if (rows.length === 0) return [];
  const lines = nameSome(
    rows.map(({ line }) => String(line)),
    mostLines,
  );
  const what = rows.length === 1 ? 'This decision' : `Each of these ${countNoun(rows.length, 'decision')}`;
  return [{ code, message: `${file}, line${rows.length === 1 ? '' : 's'} ${lines}: ${what} ${why}.` }];
}
