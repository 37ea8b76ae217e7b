// The notice on a new domain that resembles one in use: it counts who has the domain, and names the address that was meant.
import { expect, it } from 'vitest';
import type { Plan } from '../../../../src/model/plan.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../../fake-world.js';
import { seed } from '../../cli/tenant.js';

async function warn(...members: readonly string[]): Promise<string> {
  const listed = ['jane@acme.example', 'old@acme.example', ...members];
  const configuration = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: false
    members:
${listed.map((one) => `      - ${one}\n`).join('')}`;
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const sandbox = createSandbox({ seed });
  const { stdout } = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd });
  const { warnings } = JSON.parse(stdout) as Plan;
  const [first] = warnings.filter(({ code }) => code === 'similar-person');
  return first?.message ?? '';
}

it('counts the addresses in Kinde, names the address that was meant, and says where the person would join', async () => {
  const message = await warn('{ email: nia@acne.example, roles: [admin] }');
  expect(message).toMatch(/^acne\.example .* acme\.example, which \d address(es)? in Kinde ha(s|ve)\./);
  expect(message).toContain('Did you mean nia@acme.example?');
  expect(message).toContain('the plan creates 1 new person, who joins Acme as admin: nia@acne.example.');
});

it('names several new people without their roles', async () => {
  const message = await warn('nia@acne.example', '{ email: bo@acne.example, roles: [viewer] }');
  expect(message).toMatch(/Did you mean (nia|bo)@acme\.example, (nia|bo)@acme\.example\?/);
  expect(message).toMatch(/the plan creates 2 new people: \S+@acne\.example, \S+@acne\.example\.$/);
});

it('counts new addresses where no address in Kinde has the domain', async () => {
  const message = await warn('nia@fresh.example', 'bo@fresh.example', 'cy@frish.example');
  expect(message).toContain('which 2 other new addresses have.');
  expect(message).toContain('joins Acme without a role');
});
