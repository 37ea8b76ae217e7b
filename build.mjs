// Makes `dist`: the types by the compiler, the program packed into few files, since finding and reading hundreds
// takes longer than a small plan. What it depends on stays outside, where a lockfile and an audit see it.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import process from 'node:process';
import { rolldown } from 'rolldown';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

const program = await rolldown({
  input: { main: 'src/main.ts', index: 'src/index.ts', 'sandbox/index': 'src/sandbox/index.ts' },
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
});
await program.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
});
chmodSync('dist/main.js', 0o755);

// The script of the report's page: a page that reaches no network can import nothing.
const page = await rolldown({
  input: 'src/page/start-page.ts',
  platform: 'browser',
  tsconfig: 'src/page/tsconfig.json',
});
await page.write({ file: 'dist/page.js', format: 'iife' });
cpSync('src/page/report.css', 'dist/page.css');
