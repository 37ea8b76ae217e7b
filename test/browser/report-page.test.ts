// The report's page in a browser: quick with 100,000 memberships, usable without a mouse and without sight, readable
// on paper, and not to be moved by any name.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../../src/cli/render-report.js';
import type { AccessReport } from '../../src/model/results/access-report.js';
import { makeReportOf, makeWaysOf, withReview } from '../unit/report/make-report.js';
import { makeLargeReport } from './make-large-report.js';
import { chromiumPath, openBrowser } from './open-browser.js';
import { readPdfPages } from './read-pdf.js';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const views = ['by-organization', 'by-person', 'list', 'organizations', 'ways-in', 'changes'] as const;

/** Returns the report with every way and state in each organization, with decisions and with changes. */
function withWays(report: AccessReport, name = 'Somebody'): AccessReport {
  return {
    ...withReview(report, name),
    waysIn: report.organizations.flatMap(({ code }) => makeWaysOf(name, code)),
  };
}

describe.skipIf(chromiumPath === null)('the page of the report', () => {
  let browser: Browser;
  let context: BrowserContext;
  let folder: string;

  beforeAll(async () => {
    browser = await openBrowser();
    context = await browser.newContext();
    folder = await mkdtemp(join(tmpdir(), 'kinde-sync-page-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  interface Opened {
    readonly page: Page;
    /** Whatever the page said, or asked the network for. */
    readonly complaints: string[];
  }

  const open = async (report: AccessReport, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> => {
    const path = join(folder, 'access.html');
    await writeFile(path, await renderReport(report, 'html'));
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== `file://${path}`) complaints.push(request.url());
    });
    await page.goto(`file://${path}`);
    return { page, complaints };
  };

  const status = (page: Page): Promise<string> => page.locator('#status').innerText();

  it('searches 100,000 memberships in each view', async () => {
    const { page, complaints } = await open(makeLargeReport({ people: 40_000, memberships: 100_000 }));
    const searches = Object.entries({ 'person 12345': '3', 'company 99 admin': '1,470', '': '104,000' });
    const times: number[] = [];
    for (const view of ['by-organization', 'by-person', 'list']) {
      await page.check(`input[value="${view}"]`, { force: true });
      for (const [search, found] of searches) {
        times.push(await page.evaluate<number>(timeSearch(search)));
        expect(await status(page)).toMatch(new RegExp(`^${found} of 104,000 `));
      }
    }
    times.sort((one, other) => one - other);
    const [worst, median] = [times.at(-1) ?? 0, times[times.length >> 1] ?? 0];
    process.stdout.write(
      `search of 100,000 memberships: median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms\n`,
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('finds by name, address, organization and role, in small letters and without accents', async () => {
    const { page } = await open(makeLargeReport({ people: 20, memberships: 40 }));
    for (const search of ['PERSON 7', 'person7@', 'kp_7', 'zoe 7']) {
      await page.fill('#search', search);
      expect(await status(page)).toMatch(/^\d of 4\d /);
    }
    await page.fill('#search', 'company 1 admin');
    for (const roles of await page.locator('td.roles').allInnerTexts()) expect(roles).toContain('admin');
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe finds fault with, in %s and in each view',
    async (scheme) => {
      const { page, complaints } = await open(
        withWays(makeLargeReport({ people: 20, memberships: 40 })),
        scheme,
      );
      const axe = await readFile(axePath, 'utf8');
      await page.evaluate(`document.getElementById('basis').open = true`);
      await page.evaluate(axe);
      for (const view of views) {
        await page.check(`input[value="${view}"]`, { force: true });
        await page.locator('thead button').nth(1).click();
        expect(await page.evaluate(runAxe)).toEqual([]);
      }
      await page.fill('#search', 'nothing like this');
      expect(await page.evaluate(runAxe)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('can be used with the keyboard alone', async () => {
    const { page } = await open(makeLargeReport({ people: 300, memberships: 600 }));
    const focused = () => page.evaluate('document.activeElement.textContent || document.activeElement.id');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the table');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('caption').innerText()).toBe('Organizations of each person');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('search');
    await page.keyboard.type('person 1');
    const found = await status(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await status(page)).not.toBe(found);
    await page.locator('thead button').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    expect(await focused()).toContain('Organization');
    await page.close();
  });

  it('sorts by each column, both ways, with what is not known last', async () => {
    const { page } = await open(makeLargeReport({ people: 30, memberships: 40 }));
    await page.check('input[value="list"]', { force: true });
    const days = async () =>
      (await page.locator('td.day:nth-child(6)').allInnerTexts()).filter((day) => /^\d/.test(day));
    const head = page.locator('thead button', { hasText: 'Last seen' });
    await head.click();
    expect(await days()).toEqual([...(await days())].sort());
    expect(await page.locator('td.day:nth-child(6)').last().innerText()).toMatch(/unknown|never/);
    await head.click();
    expect(await days()).toEqual([...(await days())].sort().reverse());
    expect(await page.locator('td.day:nth-child(6)').last().innerText()).toMatch(/unknown|never/);
    await page.close();
  });

  it('shows the ways in by organization, finds them by their words, and filters those that let people in', async () => {
    const { page } = await open(withWays(makeLargeReport({ people: 20, memberships: 40 })));
    await page.check('input[value="ways-in"]', { force: true });
    const all = Number((/of ([\d,]+) ways in/.exec(await status(page))?.[1] ?? '').replace(',', ''));
    expect(all % 24).toBe(0);
    await page.check('input[value="i"]');
    expect(await status(page)).toContain(`${(all / 4).toLocaleString('en')} of`);
    await page.fill('#search', 'because of somebody');
    expect(await status(page)).toContain(`${(all / 4).toLocaleString('en')} of`);
    await page.fill('#search', 'enterprise connection');
    expect(await status(page)).toContain(`${(all / 24).toLocaleString('en')} of`);
    await page.close();
  });

  it('filters people over time, and each figure of the summary counts the rows of its filter', async () => {
    const { page, complaints } = await open(makeReportOverTime());
    const filters = new Map<string, string>();
    for (const label of await page.locator('#filters label').all()) {
      const [words = '', count = ''] = (await label.innerText()).split(/\s(?=\S+$)/);
      filters.set(words, count);
      await label.locator('input').check();
      expect(await status(page), words).toMatch(new RegExp(`^${count} of `));
      await label.locator('input').uncheck();
    }
    expect([...filters.keys()]).toEqual(
      expect.arrayContaining(['Ends within 30 days', 'Listing has ended', 'Invited', 'Leavers']),
    );
    for (const figure of await page.locator('.figure').all()) {
      const words = await figure.locator('dt').innerText();
      const count = filters.get(words);
      if (count !== undefined)
        expect([words, await figure.locator('strong').innerText()]).toEqual([words, count]);
    }
    await page.check('input[value="j"]');
    expect(await page.locator('td.notes .badge.j').count()).toBe(Number(filters.get('Invited')));
    expect(await page.locator('td.day', { hasText: 'invited 2026-11-01' }).count()).toBe(2);
    await page.check('input[value="by-person"]', { force: true });
    expect(await page.locator('tr.group').allInnerTexts()).toEqual([
      expect.stringContaining('person3@acme.example'),
      expect.stringContaining('zoe@new.example'),
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows the decision of each row, and the changes with people who left', async () => {
    const { page } = await open(withWays(makeLargeReport({ people: 20, memberships: 40 })));
    await page.check('input[value="y"]');
    expect(await status(page)).toMatch(/^20 of/);
    expect(await page.locator('td.review .badge.y').count()).toBe(20);
    expect(await page.locator('td.review').first().innerText()).toContain('Somebody, 2026-11-20');
    await page.check('input[value="changes"]', { force: true });
    expect(await page.locator('tbody td.state').allInnerTexts()).toEqual(['joined', 'left', 'other roles']);
    await page.fill('#search', 'somebody-left');
    expect(await status(page)).toBe('1 of 3 changes');
    await page.close();
  });

  it('counts on each card what the filter of the same name shows', async () => {
    const { page } = await open(withWays(makeLargeReport({ people: 300, memberships: 600 })));
    const read = async (selector: string, pattern: RegExp): Promise<ReadonlyMap<string, string>> => {
      const texts = await page.locator(selector).allInnerTexts();
      return new Map(
        texts.map((text) => {
          const [, name = '', count = ''] = pattern.exec(text) ?? [];
          return [name.trim(), count] as const;
        }),
      );
    };
    const cards = await read('.figure', /^(.+)\n+([\d,]+|not checked)/);
    const filters = await read('.choice', /^(.+?)([\d,]+)$/s);
    const both = [...filters].filter(([name]) => cards.has(name));
    expect(both.map(([name]) => name).sort()).toEqual([
      'Decided: remove',
      'Dormant',
      'In no organization',
      'Last seen unknown',
      'Never signed in',
      'Not managed by any file',
      'Outside allowed domains',
    ]);
    for (const [name, count] of both) expect({ name, count: cards.get(name) }).toEqual({ name, count });
    await page.close();
  });

  it.each(views)('has room on a phone for what matters, in the view %s', async (view) => {
    const { page } = await open(withWays(makeLargeReport({ people: 60, memberships: 120 })));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.check(`input[value="${view}"]`, { force: true });
    const hidden = await page.evaluate<number>(`(() => {
      const box = document.querySelector('.scroll');
      return box.scrollWidth - box.clientWidth;
    })()`);
    expect(hidden).toBe(0);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
    const titles = await page.locator('thead th:visible').allInnerTexts();
    expect(titles.map((title) => title.replace(/\W+$/, ''))).toEqual(phoneTitles[view]);
    if (view === 'list') expect(await page.locator('tbody .below .badge').first().isVisible()).toBe(true);
    await page.close();
  });

  it('explains why a membership is dormant whose own day is not known', async () => {
    const report = makeReportOf('Acme');
    const dormant = {
      ...report,
      people: report.people.map((one) => ({ ...one, lastSeen: '2026-03-01T00:00:00Z', dormant: true })),
      memberships: report.memberships.map((one) => ({ ...one, lastSeen: null, dormant: true })),
    };
    const { page } = await open(dormant);
    const cell = page.locator('tbody tr:not(.group) td.day:nth-child(5)').first();
    expect(await cell.innerText()).toBe('unknown here; anywhere 2026-03-01');
    await page.close();
  });

  it('shows only rows with every mark that is ticked, and more rows when asked', async () => {
    const { page } = await open(makeLargeReport({ people: 300, memberships: 600 }));
    expect(await page.locator('tbody tr:not(.group)').count()).toBe(60);
    await page.click('#more');
    expect(await page.locator('tbody tr:not(.group)').count()).toBe(560);
    await page.check('input[value="d"]');
    await page.check('input[value="u"]');
    const rows = await page.locator('tbody tr:not(.group)').count();
    expect(rows).toBeGreaterThan(0);
    expect(await page.locator('tbody .badge.d:visible').count()).toBe(rows);
    expect(await page.locator('td.place', { hasText: 'no file' }).count()).toBe(rows);
    await page.close();
  });

  it('prints every row with its heads on each page, and says what a longer print has', async () => {
    const { page } = await open(makeLargeReport({ people: 300, memberships: 600 }));
    const [summary = '', first = '', ...others] = readPdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(summary).toContain('Last seen unknown');
    expect(first).toContain('This print has all 630 selected rows');
    expect(others.length).toBeGreaterThan(8);
    for (const text of [first, ...others]) expect(text).toContain('Member since');
    for (let person = 11; person < 40; person += 7)
      expect([first, ...others].join()).toContain(`Person ${person}\n`);
    expect(await page.locator('tbody tr:not(.group)').count()).toBe(60);
    await page.close();
    const whole = await open(withWays(makeReportOverTime()));
    const [, second = ''] = readPdfPages(await whole.page.pdf({ preferCSSPageSize: true }));
    expect(second).toContain('This print has all');
    await whole.page.close();
    const large = await open(makeLargeReport({ people: 3_000, memberships: 6_000 }));
    await large.page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await large.page.locator('#printed').textContent()).toContain('the first 5,000 of 6');
    await large.page.close();
  });

  it.each([
    '</script><script>harmed=1</script>',
    '<img src=x onerror="harmed=1">',
    '<!--<script>',
    '\u2028\u202e\u0000\u001b[31m',
    '__proto__',
    '${harmed=1}`',
  ])('is not moved by the name %j', async (name) => {
    const { page, complaints } = await open(withWays(makeReportOf(name), name));
    expect(await page.evaluate(`'harmed' in window`)).toBe(false);
    for (const view of views) {
      await page.check(`input[value="${view}"]`, { force: true });
      expect(await page.locator('tbody bdi').count()).toBeGreaterThan(0);
      expect(await page.locator('main img, main script, tbody [onerror]').count()).toBe(0);
    }
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/[\u0000-\u0008\u001b\u202a-\u202e\u2066-\u2069\u2028]/u);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells its summary without JavaScript', async () => {
    const path = join(folder, 'plain.html');
    await writeFile(path, await renderReport(makeLargeReport({ people: 20, memberships: 40 }), 'html'));
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${path}`);
    expect(await page.locator('.figure').first().innerText()).toContain('Organizations');
    expect(await page.locator('noscript').innerText()).toContain('JavaScript');
    expect(await page.locator('.controls').isVisible()).toBe(false);
    await context.close();
  });
});

/** Returns a report with leavers, ends of every kind, and invitations of a person in Kinde and of a stranger. */
function makeReportOverTime(): AccessReport {
  const report = makeLargeReport({ people: 30, memberships: 60 });
  const [organization] = report.organizations;
  const ends = [null, 'soon', 'ended', 'later'] as const;
  const until = { soon: '2026-12-01', ended: '2026-11-01', later: '2027-06-30' };
  const invite = (email: string, person: string | null) => ({
    ...{
      organization: organization?.code ?? '',
      email,
      person,
      roles: ['admin'],
      mailed: true,
      protected: false,
    },
    ...{ leaver: false, outsideDomains: null, invitedOn: '2026-11-01T00:00:00Z' },
    ...{ managedBy: null, until: null, ends: null, reason: null },
  });
  return {
    ...report,
    summary: { ...report.summary, invitations: 2 },
    people: report.people.map((person, index) => ({ ...person, leaver: index % 10 === 0 })),
    memberships: report.memberships.map((one, index) => {
      const end = ends[index % 4] ?? null;
      return { ...one, ends: end, until: end === null ? null : until[end] };
    }),
    invitations: [invite('person3@acme.example', 'kp_3'), invite('zoe@new.example', null)],
  };
}
const phoneTitles = {
  'by-organization': ['Person', 'Roles', 'Review'],
  'by-person': ['Organization', 'Roles', 'Review'],
  list: ['Person', 'Organization', 'Review'],
  organizations: ['Organization', 'Members', 'Registrations'],
  'ways-in': ['Way in', 'State', 'Who or what'],
  changes: ['Person', 'Change', 'Roles before', 'Roles now'],
};

/** Runs in the page: sets the search and waits until its answer is drawn and laid out. */
function timeSearch(search: string): string {
  return `(() => {
    const box = document.getElementById('search');
    const start = performance.now();
    box.value = ${JSON.stringify(search)};
    box.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - start;
  })()`;
}

const runAxe = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(', ')))`;
