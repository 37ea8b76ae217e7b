// The benchmark: every figure that is claimed, measured side by side in one run. Give it the names of sections to
// run only those. Prints tables on stdout and nothing else.
import { cpus } from 'node:os';
import process from 'node:process';
import { measureLimits } from './measure-limits.js';
import { measureRequests } from './measure-requests.js';
import { measureMemory } from './measure-memory.js';
import { measureStartup } from './measure-startup.js';
import { measureWall } from './measure-wall.js';

const sections: Readonly<Record<string, () => Promise<string>>> = {
  requests: measureRequests,
  wall: measureWall,
  limits: measureLimits,
  startup: measureStartup,
  memory: measureMemory,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in sections));
if (unknown.length > 0) {
  process.stderr.write(`No section ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}\n`);
  for (const [name, measure] of Object.entries(sections)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n# npm run bench -- ${name}\n\n`);
    process.stdout.write(await measure());
  }
}
