// Writes src/model/written-config.ts from config.schema.json, or prints it with --print; a test holds the two together.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const bannerComment = `// The types of a configuration file as a user writes it, before validation. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.`;

const schemaFile = fileURLToPath(new URL('./config.schema.json', import.meta.url));
const typesFile = fileURLToPath(new URL('../src/model/written-config.ts', import.meta.url));
// Titles are for people, in an editor; these are the names of the types.
const typeNames = new Map([
  ['Configuration', 'WrittenConfig'],
  ['Environment', 'WrittenEnvironment'],
  ['Sign-up switches', 'WrittenSignUp'],
  ['Business', 'WrittenBusiness'],
  ['Permission', 'WrittenPermission'],
  ['Role', 'WrittenRole'],
  ['Safety', 'WrittenSafety'],
  ['Limits of removals', 'WrittenMaxRemovals'],
  ['Limits of removed people', 'WrittenMaxRemovedPeople'],
  ['Organization', 'WrittenOrganization'],
  ['Member', 'WrittenMember'],
  ['Address', 'WrittenAddress'],
  ['Leaver', 'WrittenLeaver'],
  ['Person by email', 'WrittenEmailMember'],
  ['Person by id', 'WrittenIdMember'],
  ['Everybody in a group', 'WrittenGroupReference'],
]);

const types = await compileFromFile(schemaFile, {
  bannerComment,
  customName: ({ title }) => typeNames.get(title),
  format: true,
  style: { singleQuote: true, printWidth: 110, trailingComma: 'all' },
});

if (process.argv.includes('--print')) process.stdout.write(types);
else await writeFile(typesFile, types);
