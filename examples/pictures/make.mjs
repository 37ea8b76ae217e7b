// Takes the pictures of the README: a plan as a terminal shows it, and the report as a browser does, both of the
// sandbox's tenant. Run by `npm run pictures`; needs Chromium.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const program = join(root, 'dist/main.js');
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-pictures-'));
const sandbox = spawn(process.execPath, [program, 'sandbox'], { stdio: ['ignore', 'pipe', 'ignore'] });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const env = { ...process.env, ...(await readSettings(sandbox.stdout)), FORCE_COLOR: '1' };
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
  sandbox.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function readSettings(stream) {
  for await (const chunk of stream) {
    const lines = chunk.toString().matchAll(/^export (\w+)=(.*)$/gm);
    return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  }
  throw new Error('The sandbox did not start.');
}

async function takePlan(text) {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1180, height: 400 } });
  const style = `body { margin: 0; background: #fff } pre { display: inline-block; margin: 0; padding: 20px 26px;
    background: #14161a; color: #d7dae0; font: 13px/1.5 'DejaVu Sans Mono', monospace; border-radius: 8px }
    .s1 { font-weight: 700; color: #fff } .s2 { color: #8b93a1 } .s31 { color: #ff7b72 } .s32 { color: #6fdd8b }
    .s33 { color: #e9c46a } .s36 { color: #76d3e8 }`;
  await page.setContent(`<style>${style}</style><pre>${toHtml(`$ kinde-sync plan\n${text.trimEnd()}`)}</pre>`);
  await page.locator('pre').screenshot({ path: join(here, 'plan.png'), omitBackground: true });
}

/** The few styles that the program uses: bold, faint, and colours, each ended by a sign of its own. */
function toHtml(text) {
  return text
    .replaceAll(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/\u001b\[(1|2|31|32|33|36)m/g, (_, style) => `<span class="s${style}">`)
    .replaceAll(/\u001b\[(22|39)m/g, '</span>');
}

async function takeReport(path) {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: { width: 1180, height: 860 } });
  await page.goto(pathToFileURL(path).href);
  await page.locator('#search').fill('northwind');
  await page.locator('#explorer').scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('#explorer')?.scrollIntoView());
  await page.screenshot({ path: join(here, 'report.png') });
}
