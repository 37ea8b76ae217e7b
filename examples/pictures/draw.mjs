// What the scripts of the pictures share: a sandbox, a browser, and pages that look like a terminal and like a comment.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { chromium } from 'playwright-core';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../..');
export const program = join(root, 'dist/main.js');
const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts a browser of the system. */
export function openBrowser() {
  return chromium.launch({ executablePath: paths.find(existsSync), args: ['--no-sandbox'] });
}

/** Starts a sandbox, and returns the variables that name it and a function that stops it. */
export async function openSandbox(...args) {
  const sandbox = spawn(process.execPath, [program, 'sandbox', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  return { env: await readSettings(sandbox.stdout), stop: () => sandbox.kill() };
}

async function readSettings(stream) {
  const settings = {};
  for await (const chunk of stream) {
    for (const [, name, value] of chunk.toString().matchAll(/^export (\w+)=(.*)$/gm)) settings[name] = value;
    if ('KINDE_CLIENT_SECRET' in settings) return settings;
  }
  throw new Error('The sandbox did not start.');
}

/** Returns the style of a terminal; with `columns` it wraps as a terminal of this width does. */
export function terminalStyle(columns) {
  const wrap = columns === undefined ? '' : `width: calc(${columns}ch + 4px); white-space: pre-wrap; word-break: break-all;`;
  return `body { margin: 0; background: #fff } pre { display: inline-block; margin: 0; padding: 20px 26px; ${wrap}
    box-sizing: content-box; background: #14161a; color: #d7dae0; font: 13px/1.5 'DejaVu Sans Mono', monospace; border-radius: 8px }
    .s1 { font-weight: 700; color: #fff } .s2 { color: #8b93a1 } .s31 { color: #ff7b72 } .s32 { color: #6fdd8b }
    .s33 { color: #e9c46a } .s36 { color: #76d3e8 }`;
}

/** The few styles that the program uses: bold, faint, and colours, each ended by a sign of its own. */
export function toHtml(text) {
  return text
    .replaceAll(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll(/\u001b\[(1|2|31|32|33|36)m/g, (_, style) => `<span class="s${style}">`)
    .replaceAll(/\u001b\[(22|39)m/g, '</span>');
}

const commentStyle = `body { margin: 0; padding: 16px; width: 860px; box-sizing: border-box; background: #fff;
  font: 14px/1.5 'DejaVu Sans', sans-serif; color: #1f2328 }
  main { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 16px 12px }
  h2, h3 { margin: 18px 0 10px } h2 { font-size: 21px; border-bottom: 1px solid #d1d9e0; padding-bottom: 5px } h3 { font-size: 17px }
  code, pre { background: #eff1f3; border-radius: 6px; font: 85% 'DejaVu Sans Mono', monospace } code { padding: 2px 5px }
  pre { padding: 12px; overflow: auto } pre code { padding: 0; font-size: 100% } a { color: #0969da; text-decoration: none }
  table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: 5px 12px } sub { color: #59636e }
  blockquote { border-left: 4px solid #d1d9e0; margin: 12px 0; padding: 0 14px; color: #59636e } summary { cursor: pointer }`;

/** Returns a page with the Markdown of a comment, about as GitHub shows it. Folded parts are open. */
export function drawComment(markdown) {
  const body = micromark(markdown, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const opened = body.replaceAll('<details>', '<details open>');
  return `<!doctype html><meta charset="utf-8"><style>${commentStyle}</style><main>${opened}</main>`;
}
