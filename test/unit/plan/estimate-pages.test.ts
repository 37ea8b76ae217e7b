// The estimate counts the pages that the member lists have after the apply, also of a new organization and of an undo.
import { expect, it } from 'vitest';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

const people = Array.from({ length: 501 }, (_, index) => ({
  id: `kp_${index}`,
  emails: [`p${index}@a.example`],
}));

it('counts the pages of a new organization, and of the one that an undo empties again', async () => {
  const sandbox = createSandbox({
    seed: { users: people, organizations: [{ code: 'org_home', name: 'Home', isDefault: true }] },
  });
  const members = people.flatMap(({ emails }) => emails).join(', ');
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1\norganizations: [{ externalId: new, name: New, members: [${members}] }]\n`,
  });
  const run = async (...args: readonly string[]) => {
    const ended = await runInWorld([...args, '--format', 'json', '--allow-removals', 'all'], {
      sandbox,
      cwd,
    });
    return JSON.parse(ended.stdout) as Plan & ApplyReport;
  };
  const planned = await run('plan');
  const applied = await run('apply', '--yes', '--journal', 'j');
  expect(applied.verified).toBe(true);
  expect(countReads(applied)).toBe(countReads(planned) + (planned.estimate.requests['GET'] ?? 0));
  sandbox.resetLog();
  const shown = await run('undo', 'j');
  const reads = countReads(shown);
  const undone = await run('undo', 'j', '--yes');
  expect(undone.verified).toBe(true);
  expect(countReads(undone)).toBe(reads + (shown.estimate.requests['GET'] ?? 0));
});

function countReads({ requests }: Pick<Plan, 'requests'>): number {
  return requests['GET'] ?? 0;
}
