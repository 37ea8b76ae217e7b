// Writes src/model/written-config.ts from config.schema.json, or prints it with --print; a test holds the two together.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const bannerComment = `// What a user writes in a configuration file, before it means anything. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.`;

const schemaFile = fileURLToPath(new URL('./config.schema.json', import.meta.url));
const typesFile = fileURLToPath(new URL('../src/model/written-config.ts', import.meta.url));
const types = await compileFromFile(schemaFile, {
  bannerComment,
  format: true,
  style: { singleQuote: true, printWidth: 110, trailingComma: 'all' },
});

if (process.argv.includes('--print')) process.stdout.write(types);
else await writeFile(typesFile, types);
