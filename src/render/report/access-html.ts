// Renders the access report as one self-contained page: no network, no server, no library. The summary needs no script;
// the page's own script draws the tables, and the content security policy allows it by its hash.
import type { AccessReport } from '../../model/results/access-report.js';
import { toPageData } from './access-page-data.js';
import { renderAccessSummary } from './access-summary.js';
import { hashSource, toHtmlText, toScriptJson } from '../html-text.js';

export interface PageParts {
  readonly style: string;
  /** The script of the page, without imports. */
  readonly script: string;
}

/** Returns the page as HTML. */
export function renderAccessHtml(report: AccessReport, { style, script }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { environment, generatedOn } = report;
  const data = toPageData(report);
  const title = `Access report: ${environment.name || environment.code}, ${generatedOn.slice(0, 10)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${toHtmlText(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#table">Skip to the table</a>
${renderAccessSummary(report, data)}
${renderExplorer(report)}
<script type="application/json" id="data">${toScriptJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

const views = [
  ['by-organization', 'By organization'],
  ['by-person', 'By person'],
  ['list', 'One list'],
  ['organizations', 'Organizations'],
] as const;

const waysInView = ['ways-in', 'Ways in'] as const;
const changesView = ['changes', 'Changes'] as const;

function renderExplorer({ waysIn, since }: AccessReport): string {
  const shown = [
    ...views,
    ...(waysIn === undefined ? [] : [waysInView]),
    ...(since === undefined ? [] : [changesView]),
  ];
  const choices = shown.map(
    ([id, words], position) =>
      `<label><input type="radio" name="view" value="${id}"${position === 0 ? ' checked' : ''}><span>${words}</span></label>`,
  );
  return `<main id="explorer">
<noscript><p class="note">The tables need JavaScript, which is off. The summary above is complete; <code>kinde-sync report --format csv</code> gives every row.</p></noscript>
<h2 class="screen">Who has access</h2>
<form class="controls" role="search" aria-label="Search and filter">
<fieldset id="views"><legend>Show</legend><div class="segments">${choices.join('')}</div></fieldset>
<div class="search"><label for="search">Search</label><input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="Name, address, organization, role"></div>
<fieldset><legend>Only rows that are all of</legend><div id="filters"></div></fieldset>
</form>
<p id="status" role="status" aria-live="polite"></p>
<p id="printed" class="print"></p>
<div class="scroll" role="region" aria-label="Table" tabindex="0"><table id="table" tabindex="-1"></table></div>
<button type="button" id="more" hidden>Show more</button>
</main>`;
}
