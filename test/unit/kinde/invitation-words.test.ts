// A refusal of a call about invitations may repeat the link of one, which is a credential: none of its words is shown, however the
// link is spelled.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

const seed = makeTenant({
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      allowRegistrations: true,
      members: ['ann'],
      invitations: [{ email: 'old@acme.example' }],
    },
  ],
});

const configuration = `version: 1
organizations:
  - { code: org_acme, membership: exact, newcomers: invite, members: [ann@acme.example, zoe@acme.example] }
`;

const secret = 'inv_Zx81kQw29';
const link = `https://acme.kinde.com/auth/invitation/${secret}?x=1`;
const capitals = link.toUpperCase();
const base64 = Buffer.from(link).toString('base64');
const secrets = [secret, link, capitals, base64, secret.toUpperCase()];

/** Each answer repeats the link in another place or spelling. */
const answers: Readonly<Record<string, unknown>> = {
  'in the message': { errors: [{ code: 'INVITE_EXISTS', message: `There is one: ${link}` }] },
  'in capitals': { errors: [{ code: 'X', message: `Not possible: ${capitals}` }] },
  'in base64': { errors: { code: 'X', message: base64 } },
  'in the code': { code: link, message: 'no' },
  'as the code': { errors: [{ code: secret.toUpperCase(), message: 'no' }] },
  'in the words of OAuth': { error: secret, error_description: link },
  'in an address that is in use': { errors: [{ code: 'X', message: `already in use, see ${link}` }] },
};

async function visit(operation: string, answer: unknown) {
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const sandbox = createSandbox({
    seed,
    intercept: (request) =>
      request.operation === operation ? new Response(JSON.stringify(answer), { status: 400 }) : undefined,
  });
  const run = async (...args: readonly string[]) => runInWorld(args, { sandbox, cwd });
  const ends = [
    await run('apply', '--yes', '-v', '--journal', 'j.jsonl'),
    await run('apply', '--yes', '--format', 'json'),
    await run('report', '--ways-in', '--format', 'json'),
  ];
  const journal = operation === 'getOrganizationInvites' ? '' : readFileSync(join(cwd, 'j.jsonl'), 'utf8');
  const texts = [...ends.flatMap(({ stdout, stderr }) => [stdout, stderr]), journal].join('\n');
  return { texts, statuses: ends.map(({ status }) => status) };
}

const operations = ['createOrganizationInvite', 'deleteOrganizationInvite', 'getOrganizationInvites'];

describe.each(operations)('a refusal of %s', (operation) => {
  it.each(Object.entries(answers))('shows no link that stands %s', async (_, answer) => {
    const { texts, statuses } = await visit(operation, answer);
    expect(statuses.slice(0, 2)).toEqual([1, 1]);
    expect(texts).toContain(operation);
    for (const one of secrets) expect(texts).not.toContain(one);
  });
});

it("shows Kinde's own code, which is no part of a link", async () => {
  const { texts } = await visit('createOrganizationInvite', answers['in the message']);
  expect(texts).toContain('INVITE_EXISTS');
});
