// Makes `dist`: the types by the compiler, the program packed into few files together with the libraries it uses, since
// finding and reading hundreds takes longer than a small plan; and the libraries' licences.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';

rmSync('dist', { recursive: true, force: true });
// The action runs the program and imports nothing: types take most of the time.
if (!process.argv.includes('--program-only'))
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });

/** Puts the functions that the schemas compile to in the place of what compiles them. */
const compiledSchemas = {
  name: 'compiled-schemas',
  load: (id) => (id.endsWith('/compile-schemas.ts') ? compileSchemas(id) : null),
};

async function compileSchemas(input) {
  const compiler = await rolldown({ input, platform: 'node', external: /^ajv/ });
  // A module is imported once by its name, so each of these files has its own.
  const file = `dist/compile-${basename(dirname(input))}.js`;
  await compiler.write({ file });
  const { ajv, sources } = await import(`./${file}`);
  rmSync(file);
  // The library writes one `require` into its modules all the same.
  const code = standaloneCode.default(ajv, sources);
  return code.replace(
    /const (\w+) = require\("([^"]+)"\)\.default;/g,
    'import $1Module from "$2.js"; const $1 = $1Module.default;',
  );
}

/** Writes down whose work is packed in, under which licence. */
const licences = {
  name: 'licences',
  generateBundle(_options, bundle) {
    const ids = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = ids.flatMap((id) => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
    const texts = [...new Set(folders)].map(readLicence).sort();
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join(`\n${'-'.repeat(79)}\n\n`) });
  },
};

function readLicence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence in its folder.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/**
 * What is always loaded together lies in one file: to find and read forty takes longer than a small plan. Each group holds
 * all that these modules import and no group before it holds.
 */
const groups = [
  ['command-line', ['src/cli/run-process.ts', 'src/cli/commands/validate-command.ts']],
  ['common', ['src/model/email.ts']],
  ['checking', ['src/validate/validate-documents.ts']],
  ['connecting', ['src/cli/commands/plan-command.ts', 'src/kinde/connect-kinde.ts']],
  ['planning', ['src/stories/plan.ts']],
];
const groupOf = new Map();

function chooseGroup(id, graph) {
  if (groupOf.size === 0) {
    for (const [group, sources] of groups) {
      for (const source of sources) addToGroup(resolve(source), group, graph);
    }
  }
  return groupOf.get(id) ?? null;
}

function addToGroup(id, group, graph) {
  if (groupOf.has(id)) return;
  groupOf.set(id, group);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) addToGroup(imported, group, graph);
}

const program = await rolldown({
  input: { main: 'src/main.ts', index: 'src/index.ts', 'sandbox/index': 'src/sandbox/index.ts' },
  platform: 'node',
  plugins: [compiledSchemas, licences],
  // Files may export to one another more than scripts are told of; what `index` exports stays the same.
  preserveEntrySignatures: 'allow-extension',
  // Of what scripts import all is loaded at once; the program takes its commands one by one.
  checks: { ineffectiveDynamicImport: false },
});
await program.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [{ name: chooseGroup, debugName: 'loaded together' }],
  },
});
chmodSync('dist/main.js', 0o755);

// The script of the report's page: a page that reaches no network can import nothing.
const page = await rolldown({
  input: 'src/report/page/start-page.ts',
  platform: 'browser',
  tsconfig: 'src/report/page/tsconfig.json',
});
await page.write({ file: 'dist/page.js', format: 'iife' });
cpSync('src/report/page/report.css', 'dist/page.css');
