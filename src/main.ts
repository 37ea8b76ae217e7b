#!/usr/bin/env node
// The entry point of the process. Scripts often ask for the version, so it is printed before other modules load.
// `getBuiltinModule` is faster than an import of Node's modules.
const args = process.argv.slice(2);
const version = readVersion();

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const { runProcess } = await import('./cli/run-process.js');
  await runProcess(args, version);
}

function readVersion(): string {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const found: unknown =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return typeof found === 'string' ? found : 'unknown';
}
