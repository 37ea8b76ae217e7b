// Chromium from Debian's packages, for the tests that look at pages. Where there is none, the tests are left out.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const paths = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The browser's path; null if there is none, which is then said in a line. */
export const chromiumPath: string | null = paths.find((path) => path !== '' && existsSync(path)) ?? null;

if (chromiumPath === null) process.stdout.write('left out: browser tests, no Chromium found\n');

/** Starts the browser. It reaches no network and keeps nothing. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // All pages are ours: one process for all of them starts once.
      '--renderer-process-limit=1',
      '--disable-site-isolation-trials',
      '--disable-features=IsolateOrigins,site-per-process,SpareRendererForSitePerProcess',
    ],
  });
}
