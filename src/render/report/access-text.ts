// Renders the access report for a terminal: the figures, the changes since an earlier report, and the decided removals. The rows
// of all memberships are in the other formats.
import type { AccessReport, ReportSummary } from '../../model/results/access-report.js';
import { countNoun, formatCount } from '../../model/text/count-noun.js';
import { groupBy } from '../../model/group-by.js';
import type { ReportChange } from '../../model/results/report-change.js';
import { renderLines, renderTitleOf } from '../lay-out-lines.js';
import type { Line } from '../lay-out-lines.js';
import { createPaint } from '../paint.js';
import type { Paint } from '../paint.js';
import { toSafeText } from '../safe-text.js';
import { wrapText } from '../wrap-text.js';

export interface AccessTextOptions {
  readonly color: boolean;
  /** The columns of the terminal; absent for text that goes elsewhere. */
  readonly width?: number;
}

type Block = readonly string[];

/** Returns the report as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderAccessText(report: AccessReport, { color, width }: AccessTextOptions): string {
  const paint = createPaint(color);
  const blocks: readonly Block[] = [
    renderHead(report, paint, width),
    renderFigures(report.summary, report.dormantAfterDays, width),
    ...renderSince(report, paint, width),
    ...renderReview(report, paint, width),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function renderHead({ environment, generatedOn }: AccessReport, paint: Paint, width = Infinity): Block {
  const { code, domain } = environment;
  const title = `Access report of the environment ${toSafeText(code)} at ${toSafeText(domain)}`;
  return [
    ...wrapText(title, width, '  ').map(paint.strong),
    paint.faint(`Read on ${generatedOn.slice(0, 10)} at ${generatedOn.slice(11, 16)} UTC`),
  ];
}

function renderFigures(summary: ReportSummary, days: number, width = Infinity): Block {
  const open = `${summary.openOrganizations} with registrations open`;
  const dormant = countNoun(summary.dormantMemberships, 'membership');
  const figures: readonly (readonly [count: number | null, one: string, more: string, rest: string])[] = [
    [summary.organizations, 'organization', 'organizations', `, ${open}`],
    [summary.people, 'person', 'people', `, ${summary.suspendedPeople} suspended`],
    [summary.memberships, 'membership', 'memberships', ''],
    [summary.dormantPeople, 'person', 'people', ` not seen for ${days} days (${dormant})`],
    [summary.neverSignedIn, 'person', 'people', ' who never signed in'],
    [summary.unknownActivity, 'person', 'people', ' whose last access Kinde does not show'],
    [summary.withoutOrganization, 'person', 'people', ' in no organization'],
    [summary.outsideDomains, 'membership', 'memberships', ' outside the allowed domains'],
    [summary.notManaged, 'membership', 'memberships', ' that no file lists'],
  ];
  const shown = figures.flatMap(([count, one, more, rest]) =>
    count === null ? [] : [[formatCount(count), `${count === 1 ? one : more}${rest}`]],
  );
  const digits = Math.max(...shown.map(([count = '']) => count.length));
  return shown.flatMap(([count = '', words = '']) =>
    wrapText(words, width - digits - 4).map(
      (line, index) => `  ${(index === 0 ? count : '').padStart(digits)}  ${line}`,
    ),
  );
}

const signs = { joined: '+', left: '-', roles: '~' } as const;

function renderSince({ since }: AccessReport, paint: Paint, width?: number): readonly Block[] {
  if (since === undefined) return [];
  const { generatedOn, joined, left, roles, rolesUnknown, changes } = since;
  const unknown = rolesUnknown === 0 ? '' : ` The roles of ${rolesUnknown} could not be compared.`;
  const title = `Since the report of ${generatedOn.slice(0, 10)}: ${joined} joined, ${left} left, ${roles} with other roles.${unknown}`;
  const groups = groupBy(changes, ({ organization }) => organization);
  return [
    wrapText(title, width ?? Infinity).map(paint.strong),
    ...[...groups].map(([code, own]) => [
      ...renderTitleOf(own[0]?.organizationName || code, code, paint, width),
      ...renderLines(own.map(describeChange), paint, width)
        .map((line) => line.trimEnd())
        .filter((line) => line !== ''),
    ]),
  ];
}

function describeChange({ change, person, email, rolesBefore, rolesNow }: ReportChange): Line {
  const [before, now] = [nameRoles(rolesBefore), nameRoles(rolesNow)];
  const details = { joined: `joined with ${now}`, left: `left; had ${before}`, roles: `${before} -> ${now}` };
  return { sign: signs[change], subject: email ?? person, detail: details[change], origin: { source: '' } };
}

function nameRoles(roles: readonly string[] | null): string {
  if (roles === null) return 'roles unknown';
  return roles.length === 0 ? 'no role' : roles.join(', ');
}

function renderReview(report: AccessReport, paint: Paint, width?: number): readonly Block[] {
  const { review, organizations, people, memberships } = report;
  if (review === undefined) return [];
  const { file, keep, remove, undecided, removed, unmatched } = review;
  const gone = removed === 0 ? '' : ` ${countNoun(removed, 'person', 'people')} to remove left already.`;
  const lost =
    unmatched === 0 ? '' : ` ${countNoun(unmatched, 'decision matches', 'decisions match')} no membership.`;
  const title = `Decisions in ${toSafeText(file)}: ${keep} to keep, ${remove} to remove, ${undecided} not decided.${gone}${lost}`;
  const emails = new Map(people.map(({ id, email }) => [id, email ?? id]));
  const decided = memberships.filter((one) => one.review?.decision === 'remove');
  const groups = groupBy(decided, ({ organization }) => organization);
  const names = new Map(organizations.map(({ code, name }) => [code, name]));
  const lines = [...groups].map(([code, own]) => [
    ...renderTitleOf(names.get(code) || code, code, paint, width),
    ...renderLines(
      own.map((one) => ({
        sign: '-' as const,
        subject: emails.get(one.person) ?? one.person,
        detail: `decided by ${one.review?.reviewer ?? ''} on ${one.review?.reviewedOn ?? ''}`,
        origin: { source: one.managedBy ?? 'in no file' },
      })),
      paint,
      width,
    ),
  ]);
  return [wrapText(title, width ?? Infinity).map(paint.strong), ...lines];
}
