// Attesting with the program as it is published.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeFolder } from '../fake-world.js';
import { runProcess } from '../run-process.js';

const signUp = `version: 1
environment:
  code: production
  signUp: { allowSelfSignUp: false, allowOrganizationCreation: true }
`;
const both = ['--setting', 'allowSelfSignUp=false', '--setting', 'allowOrganizationCreation=true'];

it('attests settings in a file that fits its schema', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': signUp });
  const ended = await runProcess(['attest', ...both, '--by', 'Ann'], { cwd });
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  const schema = JSON.parse(await readFile('schemas/attested.schema.json', 'utf8')) as object;
  const written: unknown = parse(await readFile(join(cwd, 'kinde.attested.yaml'), 'utf8'));
  expect(new Ajv({ strict: true }).validate(schema, written)).toBe(true);
});
