// Writes docs/permissions.md from the table of operations, or prints it with --print; a test holds the two together.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const tableFile = fileURLToPath(new URL('../src/model/operations.ts', import.meta.url));
const pageFile = fileURLToPath(new URL('./permissions.md', import.meta.url));

async function loadTable() {
  const bundle = await rolldown({ input: tableFile, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

function renderTable(rows) {
  const lines = Object.values(rows).map(
    ({ does, id, scope, when }) => `| ${does} | \`${id}\` | \`${scope}\` | ${when} |`,
  );
  return ['| what it does | operation | scope | when |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

const { reads, writes, scopesPlace } = await loadTable();
const page = `# Permissions

<!-- Generated from src/model/operations.ts by docs/generate-permissions.mjs: \`npm run docs\` writes it anew. -->

Every operation that kinde-sync asks of Kinde needs a scope of the token. Grant the scopes of what your configuration
manages: ${scopesPlace}.
\`kinde-sync doctor\` tells which your configuration needs and which of them the token lacks.

## Plan

\`plan\` only reads. Credentials with these scopes alone are right for pull requests.

${renderTable(reads)}

## Apply

\`apply\` and \`undo\` plan first, so they need the scopes above as well.

${renderTable(writes)}
`;

if (process.argv.includes('--print')) process.stdout.write(page);
else await writeFile(pageFile, page);
