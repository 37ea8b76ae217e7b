// Renders the head of the report's page: its subject, figures, definitions and sources. The HTML needs no script and is
// the first page in print.
import type { AccessReport } from '../../model/results/access-report.js';
import { soonDays } from '../../model/results/access-report.js';
import type { Mark, PageData } from '../../model/results/page-data.js';
import type { ReportWay } from '../../model/ways-in.js';
import { countNoun, formatCount } from '../../model/text/count-noun.js';
import { toHtmlText } from '../html-text.js';

/** Returns the header and the summary as HTML. `data` is that of the page. */
export function renderAccessSummary(report: AccessReport, data: PageData): string {
  const { environment, generatedOn, whole, configured } = report;
  const { domain, code, name } = environment;
  const scope = whole ? 'All organizations and people' : 'Only the selected organizations';
  const files = configured
    ? 'compared with the configuration'
    : 'without a configuration: nothing counts as managed or protected';
  return `<header>
<p class="kicker">kinde-sync</p>
<h1>Access report</h1>
<p class="subject"><bdi>${toHtmlText(name || code)}</bdi> <span class="detail">environment <bdi>${toHtmlText(code)}</bdi> at <bdi>${toHtmlText(domain)}</bdi></span></p>
<p class="detail">Read on <time datetime="${generatedOn}">${generatedOn.slice(0, 10)} at ${generatedOn.slice(11, 16)} UTC</time>. ${scope}, ${files}.</p>
</header>
<section class="summary" aria-labelledby="summary-title">
<h2 id="summary-title">Summary</h2>
<dl class="figures">
${renderFigures(report, data)}
</dl>
${renderWarnings(report)}
<details class="basis" id="basis">
<summary>Definitions and sources</summary>
${renderBasis(report)}
</details>
</section>`;
}

type Figure = readonly [words: string, count: number | null, tone: 'plain' | 'look', detail: string];

function renderFigures(report: AccessReport, data: PageData): string {
  const { summary, dormantAfterDays, configured, waysIn } = report;
  const rows = data.memberships.map(([, , , , , marks]) => marks);
  /** A figure counts what the filter of the same name shows: memberships, invitations, and people in no organization. */
  const count = (mark: Mark): number => rows.filter((marks) => marks.includes(mark)).length;
  const people = (number: number): string => countNoun(number, 'person', 'people');
  const figures: readonly Figure[] = [
    [
      'Organizations',
      summary.organizations,
      'plain',
      `${formatCount(summary.openOrganizations)} with registrations open`,
    ],
    [
      'People',
      summary.people,
      'plain',
      `${formatCount(summary.suspendedPeople)} suspended, ${formatCount(summary.protectedPeople)} protected`,
    ],
    ['Memberships', summary.memberships, 'plain', 'a person in an organization'],
    [
      'Dormant',
      count('d'),
      'look',
      `rows not seen for ${dormantAfterDays} days; ${people(summary.dormantPeople)} dormant everywhere`,
    ],
    ['Never signed in', count('n'), 'look', `rows of ${people(summary.neverSignedIn)}`],
    [
      'Last seen unknown',
      count('k'),
      'look',
      `rows; for ${people(summary.unknownActivity)} unknown everywhere`,
    ],
    ['In no organization', summary.withoutOrganization, 'look', 'people'],
    ['Outside allowed domains', count('o'), 'look', 'rows'],
    ['Not managed by any file', configured ? count('u') : null, 'look', 'rows'],
    [
      `Ends within ${soonDays} days`,
      configured ? count('e') : null,
      'look',
      `rows; ended: ${formatCount(count('x'))}`,
    ],
    ['Leavers', configured ? count('v') : null, 'look', `rows of ${people(summary.leavers)}`],
    ['Invited', summary.invitations === null ? null : count('j'), 'look', 'pending invitations'],
    ...countWays(waysIn),
    ...countDecisions(report),
    ...countChanges(report),
  ];
  return figures.map(renderFigure).join('\n');
}

/** Returns no figure if the report did not look for ways in. */
function countWays(waysIn: AccessReport['waysIn']): readonly Figure[] {
  if (waysIn === undefined) return [];
  const count = (isCounted: (way: ReportWay) => boolean): number => waysIn.filter(isCounted).length;
  const open = count(({ state }) => state === 'open');
  const gaps = count(({ state }) => state === 'not-looked-at' || state === 'unknown');
  return [['Ways in', open, 'look', `that let people in; ${formatCount(gaps)} not looked at or not known`]];
}

/** Returns no figure without a review. */
function countDecisions({ review }: AccessReport): readonly Figure[] {
  if (review === undefined) return [];
  const { keep, remove, undecided, removed, unmatched } = review;
  const gone = removed === 0 ? '' : `; ${formatCount(removed)} to remove left already`;
  const lost = unmatched === 0 ? '' : `; ${formatCount(unmatched)} that match no membership`;
  const detail = `memberships; ${formatCount(keep)} to keep, ${formatCount(undecided)} not decided${gone}${lost}`;
  return [['Decided: remove', remove, 'look', detail]];
}

/** Returns no figure without an earlier report. */
function countChanges({ since }: AccessReport): readonly Figure[] {
  if (since === undefined) return [];
  const { generatedOn, joined, left, roles, rolesUnknown } = since;
  const unknown = rolesUnknown === 0 ? '' : `; the roles of ${formatCount(rolesUnknown)} not compared`;
  const detail = `${formatCount(joined)} joined, ${formatCount(left)} left, ${formatCount(roles)} with other roles${unknown}`;
  return [[`Changes since ${generatedOn.slice(0, 10)}`, joined + left + roles, 'look', detail]];
}

function renderFigure([words, count, tone, detail]: Figure): string {
  const isToLookAt = tone === 'look' && (count ?? 0) > 0;
  const shown = count === null ? 'not checked' : formatCount(count);
  return `<div class="figure${isToLookAt ? ' look' : ''}${count === null ? ' none' : ''}"><dt>${words}</dt><dd><strong>${shown}</strong> <span class="detail">${detail}</span></dd></div>`;
}

function renderWarnings({ warnings }: AccessReport): string {
  return warnings
    .map(
      ({ code, message }) =>
        `<p class="note"><strong>${toHtmlText(code)}</strong> ${toHtmlText(message)}</p>`,
    )
    .join('\n');
}

const waysInWords = `<dt>Ways in</dt><dd>What lets people into an organization beside its list: registrations, pending invitations, enterprise connections, roles with the system permission <code>org:write:members</code>, a directory, and the switch of the default organization.</dd>
<dt>Not looked at</dt><dd>The token may not read it, Kinde refused, or no safe call exists. It is not the same as none.</dd>
`;

function renderBasis({ reads, requests, dormantAfterDays, waysIn }: AccessReport): string {
  const lists = reads.map(({ list, pages, lists: count }) => {
    const number = count === undefined ? '' : `${formatCount(count)} lists of `;
    return `<li>${number}${toHtmlText(list)}: ${formatCount(pages)} page${pages === 1 ? '' : 's'}, read to the end</li>`;
  });
  const total = Object.values(requests).reduce((sum, count) => sum + count, 0);
  return `<dl class="words">
<dt>Rows</dt><dd>Memberships, pending invitations, and people in no organization. A figure counts the rows of the filter with the same name.</dd>
<dt>Last seen</dt><dd>The last access of an organization, or the last sign-in to it, as Kinde reports it; for a person the last in any organization.</dd>
<dt>Dormant</dt><dd>Not seen for ${dormantAfterDays} days; people who never signed in count after the same time as a member. A membership without a known day is dormant if its person was seen in no organization for that long.</dd>
<dt>Unknown</dt><dd>Kinde does not say. Unknown is not the same as never, and does not count as dormant.</dd>
<dt>Outside allowed domains</dt><dd>None of the person’s addresses is in the <code>allowedEmailDomains</code> of the organization’s entry.</dd>
<dt>Not managed</dt><dd>No file lists the person for the organization.</dd>
<dt>Ends within ${soonDays} days</dt><dd>The last day (<code>until</code>) in the files is today or one of the next ${soonDays} days. After it the next apply takes the person out.</dd>
<dt>Leaver</dt><dd><code>leavers</code> names the person: the next apply removes them from every organization.</dd>
<dt>Invited</dt><dd>A pending invitation: the person may join and has no membership yet. Without <code>--ways-in</code> only organizations with <code>newcomers: invite</code> are looked at.</dd>
<dt>Protected</dt><dd>An address is covered by <code>safety.protect</code>: kinde-sync never removes them.</dd>
${waysIn === undefined ? '' : waysInWords}</dl>
<ul>${lists.join('')}</ul>
<p>${formatCount(total)} requests. Times are in UTC. The page holds personal data: keep it as you keep the list of your customers.</p>`;
}
