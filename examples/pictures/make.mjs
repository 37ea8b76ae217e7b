// Takes the pictures of the README: a plan as a terminal shows it, and the report as a browser does, both of the
// sandbox's tenant. Run by `npm run pictures`; needs Chromium.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { here, openBrowser, openSandbox, program, root, terminalStyle, toHtml } from './draw.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-pictures-'));
const sandbox = await openSandbox();
const browser = await openBrowser();
try {
  const env = { ...process.env, ...sandbox.env, FORCE_COLOR: '1' };
  const run = (...args) =>
    execFileSync(process.execPath, [program, ...args, '-c', 'kinde.yaml'], {
      cwd: join(root, 'examples/demo'),
      env,
      encoding: 'utf8',
    });
  await takePlan(run('plan'));
  run('report', '--out', join(folder, 'access.html'));
  await takeReport(join(folder, 'access.html'));
} finally {
  await browser.close();
  sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function takePlan(text) {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1180, height: 400 } });
  await page.setContent(`<style>${terminalStyle()}</style><pre>${toHtml(`$ kinde-sync plan\n${text.trimEnd()}`)}</pre>`);
  await page.locator('pre').screenshot({ path: join(here, 'plan.png'), omitBackground: true });
}

async function takeReport(path) {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1180, height: 860 } });
  await page.goto(pathToFileURL(path).href);
  await page.locator('#search').fill('northwind');
  await page.locator('#explorer').scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('#explorer')?.scrollIntoView());
  await page.screenshot({ path: join(here, 'report.png') });
}
