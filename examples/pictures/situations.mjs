// Takes pictures of fifteen situations: the comment on a pull request, and the terminal at 80 and 120 columns. Run it by
// `npm run situations -- FOLDER`. It needs Chromium, git, and `script` of util-linux, which lends a terminal.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { drawComment, openBrowser, openSandbox, program, root, terminalStyle, toHtml } from './draw.mjs';

const [target = join(tmpdir(), 'kinde-sync-situations'), only] = process.argv.slice(2);
const widths = [80, 120];
const mostHeight = 2600;

const jane = '      - { email: jane@northwind.example, roles: [admin] }\n';
const safety = (rule) => (text) => text.replace('organizations:\n', `safety: ${rule}\n\norganizations:\n`);
const line = (email) => new RegExp(`^ +- \\{ email: ${email.replaceAll('.', '\\.')}.*\\n`, 'm');
const remove = (...emails) => (text) => emails.reduce((rest, email) => rest.replace(line(email), ''), text);
const add = (...entries) => (text) => text.replace(jane, `${jane}${entries.map((one) => `      - ${one}\n`).join('')}`);
const same = (text) => text;

/**
 * Each situation edits the configuration that matches Kinde: `before` the pull request, and in it. `seed` edits the tenant by
 * hand. Without `isRequest` the comment is the issue that the nightly drift check writes.
 */
const situations = {
  joiner: {
    edit: add('{ email: tomas@northwind.example, firstName: Tomas, lastName: Novak, roles: [member] }', 'chidi@tidewater.example'),
  },
  leaver: { edit: remove('former@northwind.example', 'ann@tidewater.example') },
  'last-access': { edit: remove('pia@northwind.example') },
  'role-raised': { edit: (text) => text.replace('marta@northwind.example, roles: [member]', 'marta@northwind.example, roles: [admin]') },
  'role-wrong': { edit: (text) => text.replace('marta@northwind.example, roles: [member]', 'marta@northwind.example, roles: [admn]') },
  refused: { edit: remove(...['b.lindqvist', 'c.moreau', 'd.tanaka', 'e.novak', 'f.silva', 'g.haddad'].map((name) => `${name}@meridian.example`)) },
  'warning-that-refuses': { before: safety('{ refuseOn: [similar-person] }'), edit: add('{ email: jane@nortwind.example, roles: [admin] }') },
  drift: {
    isRequest: false,
    seed: (text) => text.replace('      - { user: jane@northwind.example', '      - { user: chidi@tidewater.example, roles: [admin] }\n      - { user: jane@northwind.example').replace(/ +- \{ user: pia@northwind.*\n/, ''),
    edit: same,
  },
  'by-hand': {
    edit: (text) => text.replace('  passkeys: "off"\n', '  passkeys: "off"\n  signUp:\n    allowSelfSignUp: false\n    signUpToDefaultOrganization: false\n    allowOrganizationCreation: false\n'),
  },
  'unmanaged-organization': {
    before: (text) => safety('{ unmanagedOrganizations: warn }')(text).replace(/ {2}- code: org_3a90d4e7f12[\s\S]*?\n\n/, ''),
    edit: add('chidi@tidewater.example'),
  },
  'role-loses-a-permission': {
    pull: ['--business'],
    edit: (text) => text.replace('permissions: ["pay:invoices", "read:invoices"]', 'permissions: ["read:invoices"]'),
  },
  'registrations-widened': {
    seed: (text) => text.replace('allowedDomains: [glasshouse.example]', 'allowRegistrations: true\n    allowedDomains: [glasshouse.example]'),
    before: (text) => text.replace(/(handle: glasshouse[\s\S]*?)allowRegistrations: false/, '$1allowRegistrations: true\n    registrationDomains: [glasshouse.example]\n    membership: exact'),
    edit: (text) => text.replace('registrationDomains: [glasshouse.example]', 'registrationDomains: [glasshouse.example, glasshouse-berlin.example]'),
  },
  'flag-changed': { edit: (text) => text.replace('max_seats: 50', 'max_seats: 500') },
  'nothing-to-do': { edit: (text) => text.replace(jane, `${jane.trimEnd()} # the owner\n`) },
  '5000-changes': {
    edit: add(...Array.from({ length: 5000 }, (_, number) => `colleague.${String(number + 1).padStart(4, '0')}@northwind.example`)),
  },
};

const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-situations-'));
mkdirSync(target, { recursive: true });
const browser = await openBrowser();
try {
  for (const [name, situation] of Object.entries(situations)) {
    if (only === undefined || name === only) await takeSituation(name, situation);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function takeSituation(name, { isRequest = true, pull = [], seed = same, before = same, edit }) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const text = readFileSync(join(root, 'examples/sandbox-seed.yaml'), 'utf8').replaceAll(/, isSuspended: true/g, '');
  const plain = join(folder, 'seed.yaml');
  writeFileSync(plain, text);
  const first = await openSandbox('--seed', plain);
  runTool(cwd, first.env, ['pull', '-q', ...pull]);
  first.stop();
  writeFileSync(join(cwd, '..', `${name}.seed.yaml`), seed(text));
  const sandbox = await openSandbox('--seed', join(cwd, '..', `${name}.seed.yaml`));
  try {
    commit(cwd, 'Adopt', before);
    commit(cwd, 'Change who belongs', edit);
    const comment = ['--base', 'git:HEAD~1', '--approval-label', 'kinde-allow-removals', '--out', 'plan.json'];
    const links = ['--source-url', 'https://github.com/acme/access/blob/main'];
    const markdown = runTool(cwd, sandbox.env, ['plan', '-q', '--format', 'markdown', ...(isRequest ? comment : ['--as-drift']), ...links]);
    writeFileSync(join(target, `${name}.md`), markdown);
    await take(`${name}-comment`, drawComment(markdown), 'main');
    for (const columns of widths) {
      const shown = runOnTerminal(cwd, sandbox.env, columns);
      const style = `<style>${terminalStyle(columns)}</style>`;
      await take(`${name}-${columns}`, `${style}<pre>${toHtml(`$ kinde-sync plan\n${cut(shown)}`)}</pre>`, 'pre');
    }
  } finally {
    sandbox.stop();
  }
}

function runTool(cwd, env, args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env, NO_COLOR: '1' },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status === null || (stdout === '' && args[0] === 'plan')) throw new Error(stderr);
  return stdout;
}

function runOnTerminal(cwd, env, columns) {
  const command = `stty cols ${columns} rows 60; ${process.execPath} ${program} plan -q`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...process.env, ...env, NO_COLOR: '', FORCE_COLOR: '', TERM: 'xterm-256color' },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return stdout.replaceAll('\r\n', '\n').trimEnd();
}

/** A terminal shows the end of a long text; the picture shows both ends. */
function cut(text) {
  const lines = text.split('\n');
  if (lines.length <= 90) return text;
  return [...lines.slice(0, 30), `… ${lines.length - 60} lines that the picture leaves out …`, ...lines.slice(-30)].join('\n');
}

function commit(cwd, subject, edit) {
  const file = join(cwd, 'kinde.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, edit(before));
  const git = (...args) => execFileSync('git', ['-c', 'user.name=Ann Lee', '-c', 'user.email=ann@acme.example', ...args], { cwd, stdio: 'ignore' });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', subject);
}

async function take(name, html, selector) {
  const page = await browser.newPage({ deviceScaleFactor: 1, viewport: { width: 1200, height: 800 } });
  await page.setContent(html);
  const box = await page.locator(selector).boundingBox();
  const clip = { x: box.x, y: box.y, width: box.width, height: Math.min(box.height, mostHeight) };
  await page.screenshot({ path: resolve(target, `${name}.png`), clip, fullPage: true });
  await page.close();
  process.stdout.write(`${resolve(target, `${name}.png`)}\n`);
}
