// Hostile names in the comment, judged where they would do their harm: on the page that a browser makes of it.
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.js';
import { renderDriftMarkdown } from '../../src/render/review/drift-markdown.js';
import { renderPlanMarkdown } from '../../src/render/review/plan-markdown.js';
import {
  hostileName,
  makePlanOf,
  removeFrom,
  addTo,
  reviewPlans,
} from '../unit/render/review/review-plans.js';
import { chromiumPath, openBrowser } from './open-browser.js';
import { showMarkdown } from './show-markdown.js';

/** Every element that the report itself may make; anything else is a name's. */
const ownElements =
  'HTML HEAD META STYLE BODY H2 H3 P STRONG CODE UL LI SUB SPAN TABLE THEAD TBODY TR TH TD INPUT DETAILS SUMMARY BLOCKQUOTE';

/** Runs in the page: elements and attributes that are not the report's, and texts that GitHub would make links of. */
const findHarm = `(() => {
  const own = new Set('${ownElements}'.split(' '));
  const attributes = new Set(['dir', 'align', 'type', 'disabled', 'class', 'charset']);
  const harm = [];
  for (const element of document.querySelectorAll('*')) {
    if (!own.has(element.tagName)) harm.push('element ' + element.tagName);
    if (element.tagName === 'STYLE' && element.parentElement.tagName !== 'HEAD') harm.push('style');
    for (const { name } of element.attributes) if (!attributes.has(name)) harm.push('attribute ' + name);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.nodeType === 8) harm.push('comment');
    const text = node.data;
    if (/[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]/.test(text)) harm.push('control in ' + text);
    if (node.parentElement.closest('code')) continue;
    const live = /@|#\\d|GH-\\d|:\\/\\/|www\\.|:[a-z0-9_+-]+:|\\b(?=[a-f]*\\d|[a-f]{7})[0-9a-f]{7,40}\\b|[<>|\\[\\]\`*_~$\\\\]/i.exec(text);
    if (live) harm.push(live[0] + ' in ' + text);
  }
  if (window.harmed) harm.push('script');
  return harm;
})()`;

const shapeOf = `[...document.querySelectorAll('h2,h3,summary,li')].map(({ tagName }) => tagName).join(' ')`;

describe.skipIf(chromiumPath === null)('a hostile name on the page', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    await page.route('**/*', (route) => route.abort());
  });
  afterAll(async () => browser.close());

  const look = async (
    plan: Plan,
    render: typeof renderPlanMarkdown = renderPlanMarkdown,
  ): Promise<{ readonly harm: unknown; readonly shape: unknown }> => {
    await page.setContent(showMarkdown(render(plan, { savedIn: null })));
    return { harm: await page.evaluate(findHarm), shape: await page.evaluate(shapeOf) };
  };

  it.each(Object.entries(reviewPlans))('makes no element, link or mention: %s', async (_, plan) => {
    expect((await look(plan)).harm).toEqual([]);
    expect((await look(plan, renderDriftMarkdown)).harm).toEqual([]);
  });

  it('is found out by this test if it is let through', async () => {
    await page.setContent(showMarkdown(`- ${hostileName.replaceAll('\n', ' ')} person@evil.example`));
    expect(await page.evaluate(findHarm)).not.toEqual([]);
  });

  it('leaves the page with the headings and entries that ordinary names give it', async () => {
    const ordinary = await look(planWith('Acme'));
    expect((await look(planWith(hostileName))).shape).toBe(ordinary.shape);
    const drift = await look(planWith('Acme'), renderDriftMarkdown);
    expect((await look(planWith(hostileName), renderDriftMarkdown)).shape).toBe(drift.shape);
  });

  it('does nothing of what it tries, whatever it is made of', async () => {
    const { shape } = await look(planWith('Acme'));
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        expect(await look(planWith(name))).toEqual({ harm: [], shape });
        expect((await look(planWith(name), renderDriftMarkdown)).harm).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('can be read all the same: ordinary names are words', async () => {
    await look(planWith("Harbor & Pine's Café 東京"));
    expect(await page.locator('li strong').allInnerTexts()).toContain("Harbor & Pine's Café 東京");
  });
});

const pieces = [
  ...[
    '`',
    '``',
    '```',
    '|',
    '\\',
    '*',
    '**',
    '_',
    '~~',
    '[',
    ']',
    '](',
    '(',
    ')',
    '<',
    '>',
    '&',
    '&lt;',
    '&#64;',
  ],
  ...[
    '<img src=x onerror="harmed=1">',
    '<script>harmed=1</script>',
    '<svg onload=harmed=1>',
    '<style>',
    '<!--',
    '-->',
  ],
  ...[
    '</code>',
    '</details>',
    '<a href="//evil.example">',
    '[a](javascript:harmed=1)',
    '![a](//evil.example)',
  ],
  ...[
    '@everyone',
    '@org/team',
    '#123',
    'GH-12',
    'org/name#4',
    'deadbeefcafe',
    '1234567',
    ':smile:',
    ':',
    '$x$',
    '$`x`$',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    'a@evil.example',
    '<https://evil.example>',
    'mailto:a@b.example',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\u00a0',
    '\u2028',
    '# ',
    '- ',
    '1. ',
    '> ',
    '---',
    '===',
    '    x',
    '- [ ] ',
  ],
  ...[
    '\u001b[2J',
    '\u0000',
    '\u202e',
    '\u200f',
    '\u200b',
    '\u2066',
    'שלום',
    'السلام',
    '😀',
    '\ud800',
    'a',
    '.',
    '!',
    '"',
    "'",
  ],
];

const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** The name stands wherever a name can stand. */
function planWith(name: string): Plan {
  const organization = { code: name, name };
  return makePlanOf(
    [
      {
        action: 'update',
        resource: 'organization',
        organization,
        fields: [
          { field: 'allowRegistrations', before: false, after: true },
          { field: 'handle', before: name, after: `${name}2` },
        ],
        source: `${name}:1:2`,
        cause: 'drifted',
        commit: name,
      },
      addTo(organization, name, [name, 'viewer']),
      removeFrom(organization, `${name}@evil.example`, true),
      removeFrom(organization, `x${name}`),
      {
        action: 'update',
        resource: 'environment',
        fields: [{ field: `featureFlags.${name}`, before: name, after: `${name}3` }],
        source: name,
      },
    ],
    {
      warnings: [{ code: 'same-person', message: `${name} is ${name}.`, source: name }],
      refusals: [{ guard: 'max-removals', message: `${name} would (${name})`, override: '--allow-removals' }],
    },
  );
}
