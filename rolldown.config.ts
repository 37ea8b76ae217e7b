// How the program is packed: few files, since finding and reading hundreds takes longer than a small plan. What it
// depends on stays outside, so that users see and pin it.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { main: 'src/main.ts', index: 'src/index.ts', 'sandbox/index': 'src/sandbox/index.ts' },
  platform: 'node',
  logLevel: 'silent',
  external: (id) => !/^[./]/.test(id),
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
});
