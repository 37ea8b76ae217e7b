// Takes the tools of tests out of package.json before `npm ci`, since to install them takes longer than the whole rest of the
// build. The lockfile stays as it is: npm still checks each package that is left against its checksum.
//   node action/drop-test-tools.mjs     in a copy of the repository; the build needs nothing of what is dropped
import { readFileSync, writeFileSync } from 'node:fs';

const tools = [
  '@action-validator/core',
  '@kinde/management-api-js',
  '@types/babel__code-frame',
  '@types/node',
  '@vitest/coverage-v8',
  'axe-core',
  'fast-check',
  'json-schema-to-typescript',
  'micromark',
  'micromark-extension-gfm',
  'oxfmt',
  'oxlint',
  'oxlint-tsgolint',
  'playwright-core',
  'publint',
  'typescript',
  'vitest',
  'yaml-language-server',
];

const { devDependencies, ...rest } = JSON.parse(readFileSync('package.json', 'utf8'));
const kept = Object.entries(devDependencies).filter(([name]) => !tools.includes(name));
writeFileSync(
  'package.json',
  JSON.stringify({ ...rest, devDependencies: Object.fromEntries(kept) }, null, 2),
);
