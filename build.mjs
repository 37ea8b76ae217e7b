// Makes `dist`: the types by the compiler, the program packed into few files, since finding and reading hundreds
// takes longer than a small plan. What it depends on stays outside, where a lockfile and an audit see it.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import process from 'node:process';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';

// What compiled schemas call is a part of them.
const isOutside = (id) => !/^[./]/.test(id) && !id.startsWith('ajv/dist/runtime/');

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

/** Puts the functions that the schemas compile to in the place of what compiles them. */
const compiledSchemas = {
  name: 'compiled-schemas',
  load: (id) => (id.endsWith('/src/validate/compile-schemas.ts') ? compileSchemas(id) : null),
};

async function compileSchemas(input) {
  const compiler = await rolldown({ input, platform: 'node', external: isOutside });
  await compiler.write({ file: 'dist/compile-schemas.js' });
  const { ajv, sources } = await import('./dist/compile-schemas.js');
  rmSync('dist/compile-schemas.js');
  // The library writes one `require` into its modules all the same.
  const code = standaloneCode.default(ajv, sources);
  return code.replace(
    /const (\w+) = require\("([^"]+)"\)\.default;/g,
    'import $1Module from "$2.js"; const $1 = $1Module.default;',
  );
}

const program = await rolldown({
  input: { main: 'src/main.ts', index: 'src/index.ts', 'sandbox/index': 'src/sandbox/index.ts' },
  platform: 'node',
  external: isOutside,
  plugins: [compiledSchemas],
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
