// Writes the generated parts of the pages in this folder, or with --check names the pages that are stale. A generated part
// stands between `<!-- generated: NAME -->` and `<!-- end generated -->`.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { escape, renderConfiguration, renderPlanFormat, table } from './generate-schemas.mjs';

const folder = new URL('./', import.meta.url);
const cache = new URL('../node_modules/.cache/', folder);

/** Bundles a module of `src` and returns what it exports. */
async function load(path) {
  const input = fileURLToPath(new URL(`../src/${path}`, folder));
  const bundle = await rolldown({ input, platform: 'node', external: ['commander'], logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const file = new URL(`docs-${path.replaceAll(/\W/g, '-')}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  await writeFile(file, output[0].code);
  return import(file.href);
}

function renderOperations(rows) {
  return table(
    ['what it does', 'operation', 'scope', 'when'],
    Object.values(rows).map(({ does, id, scope, when }) => [does, `\`${id}\``, `\`${scope}\``, when]),
  );
}

function renderOption({ flags, value, isValueOptional, description }) {
  const choices = value === null ? '' : value.choices.length > 0 ? value.choices.join('|') : value.name;
  const shown = choices === '' ? '' : isValueOptional ? ` [${choices}]` : ` ${choices}`;
  return [`\`${escape(flags.join(', ') + shown)}\``, escape(description)];
}

function renderCommand({ name, description, values, options }) {
  const usage = [
    'kinde-sync',
    name,
    ...values.map((one) => (one.isRequired ? `<${one.name}>` : `[${one.name}]`)),
  ].join(' ');
  const meanings = options.length === 0 ? [] : ['', table(['option', 'meaning'], options.map(renderOption))];
  return [`### \`${usage}\``, '', `${escape(description)}.`, ...meanings].join('\n');
}

async function renderCommands() {
  const { buildProgram } = await load('cli/program.ts');
  const { describeProgram } = await load('cli/completion-command.ts');
  const idle = { write: () => true };
  const program = buildProgram({ stdout: idle, stderr: idle, env: {} }, '0', () => undefined);
  return describeProgram(program).commands.map(renderCommand).join('\n\n');
}

async function renderSettings() {
  const { settings } = await load('cli/settings-help.ts');
  const names = (text) => text.replaceAll(/\w+/g, (name) => `\`${name}\``);
  return table(
    ['variable', 'meaning'],
    settings.map(([name, meaning]) => [names(name), escape(meaning)]),
  );
}

async function renderAll() {
  const { confirmations, reads, waysInReads, writes } = await load('model/operations.ts');
  const { codes } = await load('model/codes.ts');
  return {
    reads: renderOperations(reads),
    writes: renderOperations({ ...writes, ...confirmations }),
    'ways-in': renderOperations(waysInReads),
    codes: table(
      ['code', 'meaning'],
      Object.entries(codes).map(([code, meaning]) => [`\`${code}\``, meaning]),
    ),
    commands: await renderCommands(),
    settings: await renderSettings(),
    configuration: await renderConfiguration(),
    'plan-format': await renderPlanFormat(),
  };
}

/** Returns the page with each generated part written anew. Throws an `Error` for a part that nothing generates. */
function fill(page, parts) {
  return page.replaceAll(/<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- end generated -->/g, (_, name) => {
    if (parts[name] === undefined) throw new Error(`Nothing generates "${name}".`);
    return `<!-- generated: ${name} -->\n\n${parts[name]}\n\n<!-- end generated -->`;
  });
}

const parts = await renderAll();
const stale = [];
for (const name of (await readdir(folder)).filter((one) => one.endsWith('.md'))) {
  const file = new URL(name, folder);
  const before = await readFile(file, 'utf8');
  const after = fill(before, parts);
  if (after === before) continue;
  stale.push(`docs/${name}`);
  if (!process.argv.includes('--check')) await writeFile(file, after);
}
for (const page of stale) process.stdout.write(`${page}\n`);
if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1;
