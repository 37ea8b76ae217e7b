// The package as its users get it: packed, installed into an empty folder, run, and imported from TypeScript.
import { execFile } from 'node:child_process';
import { isBuiltin } from 'node:module';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { workflowExamples } from '../../src/cli/init/propose-files.js';
import { makeRepository } from '../unit/cli/git/make-repository.js';
import { copySources } from './action/make-source.js';

const run = promisify(execFile);
const root = process.cwd();

const workflows = [...workflowExamples.github, ...workflowExamples.gitlab];

let folder = '';
let packed: readonly string[] = [];

/** npm gives the scripts of a test run its own settings, which are no settings of a user. */
const npmEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|vitest|node_env)/i.test(name)),
);

/** What the installed program meets: nothing of whatever runs the tests, which may ask for colours or name a Kinde. */
const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinde-sync-package-'));
  // Without scripts: the program was built before the tests, and building again would pull it away from others.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    env: npmEnv,
  });
  const [tarball] = JSON.parse(stdout) as readonly { filename: string; files: readonly { path: string }[] }[];
  packed = tarball?.files.map(({ path }) => path) ?? [];
  await writeFile(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  // From npm's cache, which holds everything since the repository's own packages were installed.
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...options, join(folder, tarball?.filename ?? '')], {
    cwd: folder,
    env: npmEnv,
  });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package holds the program, schemas and examples, and neither sources nor tests', () => {
  const wanted = [
    'dist/main.js',
    'dist/index.d.ts',
    'dist/sandbox/index.d.ts',
    'dist/licences.txt',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
  ];
  expect(packed).toEqual(expect.arrayContaining(wanted));
  for (const schema of ['attested', 'config', 'doctor', 'plan', 'report'])
    expect(packed).toContain(`schemas/${schema}.schema.json`);
  for (const example of ['sandbox-seed.yaml', 'demo/kinde.yaml', 'init/first.yaml', ...workflows])
    expect(packed).toContain(`examples/${example}`);
  const strange = packed.filter((path) => /^(src|test|\.ci)\/|\.map$|(?<!\.d)\.ts$/.test(path));
  expect(strange).toEqual([]);
});

/** Returns the links and pictures of a packed page that lead to nothing in the installed package. */
async function findDead(page: string, text: string): Promise<readonly string[]> {
  const home = join(folder, 'node_modules', 'kinde-sync');
  const links = [...text.matchAll(/(!?)\[[^\]]*\]\((?!https?:|#)([^)#\s]+)/g)];
  const dead = await Promise.all(
    links.map(async ([, sign, link = '']) => {
      const path = posix.normalize(posix.join(posix.dirname(page), link));
      const found = await stat(join(home, path)).catch(() => null);
      if (path.startsWith('..') || found === null) return [link];
      return sign === '!' && !isPicture(await readFile(join(home, path))) ? [link] : [];
    }),
  );
  return dead.flat();
}

/** Whether a file is a PNG of more than one pixel. */
function isPicture(file: Buffer): boolean {
  return file.subarray(1, 4).toString() === 'PNG' && file.readUInt32BE(16) > 1 && file.readUInt32BE(20) > 1;
}

test('links and pictures of every page work in the installed package', async () => {
  const pages = packed.filter((path) => path.endsWith('.md'));
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/adopting.md']));
  for (const page of pages)
    expect([page, await findDead(page, await readFile(page, 'utf8'))]).toEqual([page, []]);
  const readme = await readFile('README.md', 'utf8');
  expect(readme.match(/!\[[^\]]*\]\(examples\/pictures\//g)).not.toBeNull();
  expect(readme.match(/\]\((?!https?:|#)/g)?.length).toBeGreaterThan(15);
  const wrong = '[a](docs/none.md) ![b](LICENSE) [c](../package.json) [d](docs/safety.md#undo)';
  expect(await findDead('README.md', wrong)).toEqual(['docs/none.md', 'LICENSE', '../package.json']);
});

test('what init and the pages show of two environments is in the package', () => {
  const folderOf = 'examples/two-environments';
  const names = ['drift', 'merge', 'pull-request'].map((name) => `.github/workflows/kinde-${name}.yml`);
  const wanted = [...names, '.gitlab-ci.yml', 'kinde.yaml', 'staging.env', 'production.env'];
  expect(packed).toEqual(expect.arrayContaining(wanted.map((path) => `${folderOf}/${path}`)));
});

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: root, strict: true, pack: false });
  expect(messages).toEqual([]);
});

test('what is published needs nothing but Node, and says whose work is packed in', async () => {
  const { dependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    readonly dependencies?: unknown;
  };
  expect(dependencies).toBeUndefined();
  for (const path of packed.filter((one) => /^dist\/.*\.js$/.test(one))) {
    const text = await readFile(path, 'utf8');
    const names = [
      ...text.matchAll(/^(?:import|export)\s[^;]*?from "([^".][^"]*)"|import\("([^".][^"]*)"\)/gm),
    ];
    const foreign = names.map((match) => match[1] ?? match[2] ?? '').filter((name) => !isBuiltin(name));
    expect({ path, foreign }).toEqual({ path, foreign: [] });
  }
  const licences = await readFile('dist/licences.txt', 'utf8');
  for (const name of ['yaml', 'p-limit', 'commander', 'unhomoglyph', 'hono'])
    expect(licences).toMatch(new RegExp(`^${name} [\\d.]+ \\((MIT|ISC)\\)$`, 'm'));
});

test('npx runs the installed program', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string };
  const { stdout } = await run('npx', ['--no-install', 'kinde-sync', '--version'], { cwd: folder, env });
  expect(stdout).toBe(`${version}\n`);
});

test.each(['github', 'gitlab'])('init writes from the installed package for %s', async (platform) => {
  const cwd = join(folder, platform);
  await mkdir(cwd);
  const { stdout } = await run('npx', ['--no-install', 'kinde-sync', 'init', '--platform', platform], {
    cwd,
    env,
  });
  expect(stdout).toContain('wrote   kinde.yaml');
  expect(stdout).not.toMatch(/^(kept|failed)/m);
  const [first = ''] = (await readFile(join(cwd, 'kinde.yaml'), 'utf8')).split('\n');
  const schema = first.replace('# yaml-language-server: $schema=', '');
  expect(await readFile(join(cwd, schema), 'utf8')).toBe(
    await readFile('schemas/config.schema.json', 'utf8'),
  );
});

test('the demo runs from the installed package and ends with nothing left to do', async () => {
  const { stdout } = await run('npx', ['--no-install', 'kinde-sync', 'demo'], { cwd: folder, env });
  expect(stdout).toContain('changes applied and verified');
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Reading took/);
});

const script = `
import { carryOut, connectKinde, KindeSyncError, loadConfiguration, makePlan, narrowDesired } from 'kinde-sync';
import { readSettings, renderDiagnostics, renderError, renderJson, renderPlanText, renderReportText } from 'kinde-sync';
import type { ApplyReport, Change, Diagnostic, Plan } from 'kinde-sync';
import { createSandbox } from 'kinde-sync/sandbox';
import type { Sandbox, SandboxSeed } from 'kinde-sync/sandbox';
import { writeFileSync } from 'node:fs';

const seed: SandboxSeed = { organizations: [{ code: 'org_1', name: 'Acme' }], users: [{ emails: ['a@acme.example'] }] };
const sandbox: Sandbox = createSandbox({ seed });
writeFileSync('kinde.yaml', 'version: 1\\norganizations:\\n  - { code: org_1, members: [a@acme.example, b@acme.example] }\\n');

const loaded = await loadConfiguration({ paths: [], cwd: process.cwd(), env: {} });
const mistakes: readonly Diagnostic[] = loaded.diagnostics;
process.stdout.write(renderDiagnostics(mistakes, loaded.sources, { color: false }));
if (loaded.desired === null) throw new Error('not valid');

const connection = connectKinde({
  settings: readSettings(sandbox.environmentVariables('https://' + sandbox.domain)),
  fetch: sandbox.fetch,
  now: Date.now,
  sleep: async () => undefined,
  random: Math.random,
});
const desired = narrowDesired(loaded.desired, ['org_1']);
const plan: Plan = await makePlan(desired, connection, { approval: null, withRemovals: true });
process.stdout.write(renderPlanText(plan, { color: false, next: null }));
const joining = plan.changes.filter((change: Change) => change.resource === 'member' && change.action === 'add');
const report: ApplyReport = await carryOut(plan, connection, {
  journal: null,
  isInterrupted: () => false,
  onStep: () => undefined,
});
process.stdout.write(renderReportText(report, { color: false }));
try {
  readSettings({});
} catch (error) {
  if (error instanceof KindeSyncError) process.stdout.write(renderError(error, { color: false }));
}
// @ts-expect-error A connection for planning has no call that writes.
void (async (client: Parameters<typeof makePlan>[1]['client']) => client.createUser);
const { verified } = JSON.parse(renderJson(report)) as ApplyReport;
process.stdout.write('joining ' + joining.length + ', verified ' + verified + '\\n');
`;

const compilerOptions = {
  target: 'ES2023',
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  types: ['node'],
  typeRoots: [resolve('node_modules/@types')],
  outDir: 'out',
  rootDir: '.',
};

test('a TypeScript program type-checks against the published types, and runs', async () => {
  await writeFile(join(folder, 'script.ts'), script);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['script.ts'] }));
  const compiler = resolve('node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', folder], { cwd: folder });
  const { stdout } = await run(process.execPath, ['out/script.js'], { cwd: folder, env });
  expect(stdout).toContain('error missing-setting');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('joining 2, verified true');
});

/** Returns a script of the page on the programmatic interface; its first line is its name. */
async function readExample(name: string): Promise<string> {
  const page = await readFile('docs/api.md', 'utf8');
  return (
    page
      .split('```ts\n')
      .find((block) => block.startsWith(`// ${name}\n`))
      ?.split('```')[0] ?? ''
  );
}

test('the scripts of the page on the programmatic interface type-check and run', async () => {
  const cwd = join(folder, 'api');
  const names = ['removals.ts', 'apply-reviewed.ts'];
  await mkdir(cwd);
  await Promise.all(names.map(async (name) => writeFile(join(cwd, name), await readExample(name))));
  await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: names }));
  await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', cwd], { cwd });

  const users = ['jane', 'lee'].map((name) => ({ emails: [`${name}@acme.example`], id: `kp_${name}` }));
  const members = users.map(({ id }) => ({ user: id }));
  const sandbox = createSandbox({
    seed: { organizations: [{ code: 'org_1', name: 'Acme', members }], users },
  });
  const { url, close } = await sandbox.listen();
  const settings = { ...env, ...sandbox.environmentVariables(url) };
  const listed = (addresses: string): Promise<void> =>
    writeFile(
      join(cwd, 'kinde.yaml'),
      `version: 1\norganizations:\n  - { code: org_1, members: [${addresses}] }\n`,
    );
  try {
    await listed('jane@acme.example');
    const removals = run(process.execPath, ['out/removals.js'], { cwd, env: settings });
    await expect(removals).rejects.toMatchObject({ code: 1, stdout: 'Acme: lee@acme.example\n', stderr: '' });
    await run(process.execPath, ['out/apply-reviewed.js'], { cwd, env: settings });
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
    await listed('jane@acme.example, lee@acme.example, max@acme.example');
    await run(process.execPath, ['out/apply-reviewed.js'], { cwd, env: settings });
    expect(sandbox.snapshot().organizations[0]?.members).toHaveLength(3);
  } finally {
    await close();
  }
});

/** Takes out of package.json what only tests need: its installation takes most of the time, and `npm ci` tests it already. */
async function leaveOutTestTools(source: string): Promise<void> {
  const path = join(source, 'package.json');
  const read = async () => JSON.parse(await readFile(path, 'utf8')) as Record<string, Record<string, string>>;
  const { devDependencies: all = {} } = await read();
  await run(process.execPath, ['action/drop-test-tools.mjs'], { cwd: source, env });
  const { devDependencies: kept, ...rest } = await read();
  // Unlike the action, npm makes the types, too.
  const forTypes = Object.entries(all).filter(([name]) => /^(typescript$|@types\/)/.test(name));
  const manifest = { ...rest, devDependencies: { ...kept, ...Object.fromEntries(forTypes) } };
  await writeFile(path, JSON.stringify(manifest, null, 2));
}

test('npm installs it from a git address: the package is built by its own lockfile, and runs', async (context) => {
  const [{ folder: source, commit }, cwd] = [await makeRepository(), join(folder, 'from-git')];
  await copySources(source);
  await leaveOutTestTools(source);
  commit({});
  await mkdir(cwd);
  await writeFile(join(cwd, 'package.json'), '{ "private": true }');
  const options = ['--offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const install = run('npm', ['install', ...options, `git+file://${source}`], { cwd, env: npmEnv });
  const failure = await install.then(
    () => '',
    (error: unknown) => String(error),
  );
  // The build needs what `npm ci` of this repository has put into npm's cache; there is no network here.
  if (failure.includes('ENOTCACHED'))
    return context.skip("npm's cache does not hold the packages of the lockfile");
  expect(failure).toBe('');
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { readonly version: string };
  const { stdout: version } = await run('npx', ['--no-install', 'kinde-sync', '--version'], { cwd, env });
  expect(version).toBe(`${manifest.version}\n`);
  expect(await readdir(join(cwd, 'node_modules/kinde-sync'))).not.toContain('src');
}, 300_000);
