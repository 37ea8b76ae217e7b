// Builds the program once before the tests of the project `program`, so that they run what is in `src`, and starts the process
// that runs command lines for many of them. Other tests have no `binary`, and so can't run by mistake what was built long ago.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import type { TestProject } from 'vitest/node';

export async function setup(project: TestProject): Promise<() => void> {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' });
  project.provide('binary', resolve('dist/main.js'));
  const host = await startHost();
  const [port] = (await once(createInterface(host.stdout), 'line')) as [string];
  project.provide('hostPort', Number(port));
  return () => host.stdin.end();
}

async function startHost() {
  const folder = 'node_modules/.cache/kinde-sync-tests';
  // What the program finds by the name of its package.
  for (const name of ['package.json', 'schemas', 'dist/page.js', 'dist/page.css'])
    cpSync(name, join(folder, name), { recursive: true });
  const bundle = await rolldown({ input: 'test/program/program-host.ts', platform: 'node' });
  const file = join(folder, 'program-host.js');
  await bundle.write({ file, codeSplitting: false });
  return spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the built program. */
    readonly binary: string;
    /** Where program-host.ts listens. */
    readonly hostPort: number;
  }
}
