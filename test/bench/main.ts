// The benchmark: every figure that is claimed, measured side by side in one run. Give it the names of sections to
// run only those. Prints tables on stdout and nothing else. With --write it also writes them into docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';
import { fillTables } from './fill-tables.js';
import { measureLimits } from './measure-limits.js';
import { measureRequests } from './measure-requests.js';
import { measureMemory } from './measure-memory.js';
import { measureStartup } from './measure-startup.js';
import { measureWall } from './measure-wall.js';
import { renderTable } from './table.js';
import type { Table } from './table.js';

const sections: Readonly<Record<string, () => Promise<readonly Table[]>>> = {
  requests: measureRequests,
  wall: measureWall,
  limits: measureLimits,
  startup: measureStartup,
  memory: measureMemory,
};

const page = 'docs/performance.md';

async function run(asked: readonly string[], isWritten: boolean): Promise<void> {
  const machine = `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`;
  process.stdout.write(`${machine}\n`);
  for (const [name, measure] of Object.entries(sections)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n# npm run bench -- ${name}\n\n`);
    const tables = await measure();
    process.stdout.write(tables.map(renderTable).join('\n'));
    if (isWritten) writeFileSync(page, fillTables(readFileSync(page, 'utf8'), name, tables));
  }
}

const asked = process.argv.slice(2).filter((argument) => argument !== '--write');
const unknown = asked.filter((name) => !(name in sections));
if (unknown.length > 0) {
  process.stderr.write(`No section ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  await run(asked, process.argv.includes('--write'));
}
