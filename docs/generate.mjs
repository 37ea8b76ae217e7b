// Writes the generated parts of the pages in this folder, or with --check names the pages that are stale. A generated part
// stands between `<!-- generated: NAME -->` and `<!-- end generated -->`.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { escape, renderConfiguration, renderPlanFormat, table } from './generate-schemas.mjs';
import { renderScopes } from './generate-scopes.mjs';
import { nextSteps } from './next-steps.mjs';

const folder = new URL('./', import.meta.url);
const cache = new URL('../node_modules/.cache/', folder);

/** A bundle in the cache can't name the package itself, so it reads the schemas by their path. */
const ownSchemas = {
  name: 'own-schemas',
  transform: (code) =>
    code.replaceAll("'kinde-sync/schemas/", `'${fileURLToPath(new URL('../schemas/', folder))}`),
};

/** Bundles a module of `src` and returns what it exports. */
async function load(path) {
  const input = fileURLToPath(new URL(`../src/${path}`, folder));
  const options = {
    input,
    platform: 'node',
    external: ['commander'],
    plugins: [ownSchemas],
    logLevel: 'silent',
  };
  const bundle = await rolldown(options);
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  const file = new URL(`docs-${path.replaceAll(/\W/g, '-')}.mjs`, cache);
  await mkdir(cache, { recursive: true });
  await writeFile(file, output[0].code);
  return import(file.href);
}

function renderOperations(rows) {
  return table(
    ['what it does', 'operation', 'scope', 'needed when'],
    Object.values(rows).map(({ does, id, scope, when }) => [does, `\`${id}\``, `\`${scope}\``, when]),
  );
}

/** Returns a row for an argument or an option. A few choices stand in the place of the placeholder. */
function renderOption(words, { argChoices = [], description, defaultValue }) {
  const hasFew = argChoices.length > 0 && argChoices.length < 7;
  const shown = hasFew ? words.replace(/<[^>]+>|\[[^\]]+\]/, argChoices.join('|')) : words;
  const added = ['number', 'string'].includes(typeof defaultValue) ? ` (default: ${defaultValue})` : '';
  return [`\`${escape(shown.replaceAll(/[<>[\]]/g, ''))}\``, escape(description + added)];
}

/** The fewest commands that share an option which stands in the table of common options. */
const fewestSharers = 7;

/** Returns the rows of the options that most commands share, each with its flag. */
function findCommon(commands) {
  const rows = commands.flatMap(({ options }) => options.map((option) => renderOption(option.flags, option)));
  const unique = [...new Map(rows.map((row) => [String(row), row])).values()];
  return unique.filter((row) => rows.filter((one) => String(one) === String(row)).length >= fewestSharers);
}

const toSentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

function renderCommand(command, common) {
  const given = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}>` : `[${one.name()}]`,
  );
  const all = command.options.map((option) => renderOption(option.flags, option));
  const isCommon = (row) => common.some((one) => String(one) === String(row));
  const options = all.filter((row) => !isCommon(row));
  const rows = [...command.registeredArguments.map((one, at) => renderOption(given[at], one)), ...options];
  const head = given.length === 0 ? 'option' : options.length === 0 ? 'argument' : 'argument or option';
  const usage = ['kinde-sync', command.name(), ...given].join(' ');
  const shared = all.filter(isCommon).map(([flags]) => `\`${/--?[a-z-]+/.exec(flags)[0]}\``);
  return [
    `### \`${usage}\``,
    `${escape(toSentence(command.description()))}`,
    ...(rows.length === 0 ? [] : [table([head, 'meaning'], rows)]),
    ...(shared.length === 0 ? [] : [`Common options: ${shared.join(', ')}.`]),
  ].join('\n\n');
}

async function renderCommands() {
  const { buildProgram } = await load('cli/program.ts');
  const idle = { write: () => true };
  const program = buildProgram({ stdout: idle, stderr: idle, env: {} }, '0', () => undefined);
  const common = findCommon(program.commands);
  return [
    table(['common option', 'meaning'], common),
    ...program.commands.map((command) => renderCommand(command, common)),
  ].join('\n\n');
}

async function renderSettings() {
  const { settings } = await load('cli/options/settings-help.ts');
  const names = (text) => text.replaceAll(/\w+/g, (name) => `\`${name}\``);
  return table(
    ['variable', 'meaning'],
    settings.map(([name, meaning]) => [names(name), escape(meaning)]),
  );
}

/** Returns a row for each code. Throws an `Error` if the next steps are not those of the codes. */
function renderCodes(codes) {
  const odd = [
    ...Object.keys(codes).filter((code) => nextSteps[code] === undefined),
    ...Object.keys(nextSteps).filter((code) => codes[code] === undefined),
  ];
  if (odd.length > 0) throw new Error(`docs/next-steps.mjs does not fit the codes: ${odd.join(', ')}.`);
  return table(
    ['code', 'what happened', 'what to do'],
    Object.entries(codes).map(([code, meaning]) => [`\`${code}\``, toSentence(meaning), nextSteps[code]]),
  );
}

async function renderAll() {
  const all = await load('model/operations/operations.ts');
  const { confirmations, reads, waysInReads, writes } = all;
  const { needOperations } = await load('doctor/check-scopes.ts');
  const { loadConfiguration } = await load('stories/load-configuration.ts');
  const { codes } = await load('model/codes.ts');
  return {
    scopes: await renderScopes({
      ...all,
      needOperations,
      loadConfiguration,
      others: [
        ['`init`, and `pull` without a configuration', [reads.getPasskeyPolicy, reads.listFeatureFlags]],
        ['`report --ways-in`', [...Object.values(waysInReads), reads.listRoles, reads.listInvitations]],
      ],
    }),
    reads: renderOperations(reads),
    writes: renderOperations({ ...writes, ...confirmations }),
    'ways-in': renderOperations(waysInReads),
    codes: renderCodes(codes),
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
