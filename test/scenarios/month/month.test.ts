// Plays a month of one team: a nightly job plans and applies, while people edit the files and Kinde. Each night's plan is as
// month.yaml says, and a second plan in the same night has no changes.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addDays } from '../../../src/model/day.js';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox, parseSeed } from '../../../src/sandbox/index.js';
import type { Sandbox, Unknowns } from '../../../src/sandbox/index.js';
import { makeFolder } from '../../fake-world.js';
import { editByHand } from '../edit-by-hand.js';
import { runCommand } from '../run-command.js';
import type { CommandEnd } from '../run-command.js';
import { variants } from '../variants.js';
import { isMonth, tellChange, tellMails, tellMembers, tellWarning } from './tell-night.js';
import type { Month, Night } from './tell-night.js';

const root = import.meta.dirname;
const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

describe('a month of one team', () => {
  for (const name of ['usual', 'everything at once'])
    it(`goes night by night as it is written down, with Kinde's unknowns: ${name}`, async () => {
      await playMonth(await readMonth(), variants.get(name) ?? {});
    });

  it('has every night from the first of November to the fifth of December', async () => {
    const { nights } = await readMonth();
    const days = Array.from({ length: 35 }, (_, index) => addDays('2026-11-01', index));
    expect(nights.map(({ night }) => night)).toEqual(days);
  });
});

async function readMonth(): Promise<Month> {
  const month: unknown = parse(await read('month.yaml'));
  if (!isMonth(month)) throw new Error(JSON.stringify(isMonth.errors));
  return month;
}

async function playMonth({ nights, members, mails }: Month, unknowns: Partial<Unknowns>): Promise<void> {
  const seed = parseSeed(await read('before.yaml'), 'before.yaml');
  const cwd = await makeFolder({ 'kinde.yaml': await read('kinde.yaml') });
  let time = 0;
  const sandbox = createSandbox({ seed, unknowns, now: () => time });
  const sent: string[] = [];
  for (const [index, night] of nights.entries()) {
    time = Date.parse(`${night.night}T${index % 2 === 0 ? '23:50' : '00:00'}:00Z`);
    const run = async (...args: readonly string[]): Promise<CommandEnd> => {
      const end = await runCommand(args, { sandbox, cwd, start: time });
      sent.push(...tellMails(end.requests));
      return end;
    };
    await prepareNight(night, cwd, sandbox);
    await playNight(night, run, await readFile(join(cwd, 'kinde.yaml'), 'utf8'));
  }
  expect(tellMembers(sandbox.snapshot())).toEqual(members);
  const counts = Object.fromEntries(
    [...new Set(sent)].map((who) => [who, sent.filter((one) => one === who).length]),
  );
  expect(counts).toEqual(mails);
}

/** Makes the edits of the files and of Kinde before the night. */
async function prepareNight(
  { night, files = [], byHand = [] }: Night,
  cwd: string,
  sandbox: Sandbox,
): Promise<void> {
  const path = join(cwd, 'kinde.yaml');
  let text = await readFile(path, 'utf8');
  for (const { from, to } of files) {
    if (text.split(from).length !== 2) throw new Error(`${night}: kinde.yaml has not one ${from}`);
    text = text.replace(from, () => to);
  }
  await writeFile(path, text);
  editByHand(sandbox, byHand);
}

async function playNight(
  { night, plan = [], warnings = [], pending = 0 }: Night,
  run: (...args: readonly string[]) => Promise<CommandEnd>,
  configuration: string,
): Promise<void> {
  const planned = await run('plan', '--format', 'json');
  const nightly = JSON.parse(planned.stdout) as Plan;
  expect({
    night: nightly.asOf,
    status: planned.status,
    plan: nightly.changes.map(tellChange),
    warnings: nightly.warnings.map((one) => tellWarning(one, configuration)),
    pending: nightly.summary.pendingInvitations ?? 0,
    refusals: nightly.refusals,
  }).toEqual({ night, status: 0, plan, warnings, pending, refusals: [] });

  const applied = await run('apply', '--yes', '--format', 'json');
  const report = JSON.parse(applied.stdout) as ApplyReport;
  expect(
    report.changes.map(({ result, ...change }) => [tellChange(change), result]),
    night,
  ).toEqual(plan.map((change) => [change, 'applied']));
  expect([applied.status, report.verified], applied.stderr).toEqual([0, true]);

  const again = await run('plan', '--format', 'json', '--detailed-exitcode');
  expect([again.status, (JSON.parse(again.stdout) as Plan).changes], night).toEqual([0, []]);
}
