// Tests the journal that undo reads: the choice of the run, invalid journals, and the limits of undo.
import { appendFile, link, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodeIn, planOf, reportOf } from '../../../fake-world.js';
import { onlyKnown, openStage, warningsOf } from './scene.js';

const oneFlag = (seats: number): string =>
  `version: 1\nenvironment:\n  featureFlags: { max_seats: ${seats} }\n`;

/** Returns a stage on which the flag was set to 25, then to 50, both in one journal. */
async function openTwoRuns() {
  const stage = await openStage(oneFlag(25));
  await stage.apply();
  await writeFile(join(stage.folder, 'kinde.yaml'), oneFlag(50));
  await stage.apply();
  const plans = [
    ...new Set(
      [...(await readFile(stage.journal, 'utf8')).matchAll(/"plan":"(\w+)"/g)].map(([, plan]) => plan ?? ''),
    ),
  ];
  const seats = (): string | undefined => stage.sandbox.snapshot().featureFlags['max_seats']?.value;
  return { ...stage, plans, seats };
}

describe('the run that is undone', () => {
  it('is the last of the journal', async () => {
    const { undo, seats } = await openTwoRuns();
    expect((await undo('--yes')).status).toBe(0);
    expect(seats()).toBe('25');
  });

  it('is another if --plan names it, as far as it still stands', async () => {
    const { undo, seats, plans } = await openTwoRuns();
    const early = await undo('--yes', '--plan', plans[0]?.slice(0, 10) ?? '');
    expect(early.status).toBe(1);
    expect(warningsOf(planOf(early))).toContain('moved-since');
    expect(seats()).toBe('50');
    await undo('--yes');
    await undo('--yes', '--plan', plans[0] ?? '');
    expect(seats()).toBe('10');
  });

  it('must be one: a beginning that fits none or several is an error that lists them', async () => {
    const { undo, plans } = await openTwoRuns();
    for (const plan of ['', 'ffffffffffffffffffff']) {
      const end = await undo('--yes', `--plan=${plan}`);
      expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code: 'no-such-run' });
      for (const one of plans) expect(end.stderr).toContain(one.slice(0, 12));
    }
  });

  it('can not be had from a journal without a single write', async () => {
    const { undo, journal } = await openTwoRuns();
    await writeFile(journal, '');
    expect(errorCodeIn(await undo('--yes'))).toBe('no-such-run');
  });

  it('is the whole carrying out of one plan, also where that took two goes', async () => {
    const controller = new AbortController();
    const stage = await openStage(undefined, {
      onEffect: ({ isWrite }) => {
        if (isWrite) controller.abort();
      },
    });
    const kept = join(stage.folder, 'plan.json');
    await stage.run(['plan', '--out', kept, '--allow-removals', 'all']);
    const args = ['apply', kept, '--yes', '--allow-removals', 'all', '--journal', stage.journal];
    expect((await stage.run(args, { interrupt: controller.signal })).status).toBe(130);
    expect((await stage.run(args)).status).toBe(0);
    expect(reportOf(await stage.undo('--yes', '--allow-removals', 'all')).verified).toBe(true);
    expect(onlyKnown(stage.sandbox.snapshot(), stage.before)).toEqual(stage.before);
  });
});

describe('a journal', () => {
  it('knows the roles of those who leave even where the plan has not read them', async () => {
    const yaml = `version: 1\norganizations:\n${['org_a', 'org_b'].map((code) => `  - code: ${code}\n    membership: exact\n    members: [p20@acme.com]\n`).join('')}`;
    const { sandbox, before, apply, undo } = await openStage(yaml);
    expect((await apply()).status).toBe(0);
    expect((await undo('--yes')).status).toBe(0);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('goes on after half a line, which is not taken for more than it is', async () => {
    const { undo, journal, apply, folder, seats } = await openTwoRuns();
    await appendFile(journal, '{"event":"sent","time":"20');
    await writeFile(join(folder, 'kinde.yaml'), oneFlag(75));
    expect((await apply()).status).toBe(0);
    const end = await undo('--yes');
    expect(end.status).toBe(0);
    expect(warningsOf(reportOf(end))).toContain('journal-cut-short');
    expect(seats()).toBe('50');
  });

  it.each([
    ['a configuration', 'version: 1\n'],
    ['a plan', '{"formatVersion":"1"}\n'],
    ['an empty line', '\n'],
    ['a text without an end', 'x'],
  ])('is not begun in %s: it stays as it is, and nothing is written', async (_, text) => {
    const { apply, folder, journal, sandbox } = await openTwoRuns();
    await writeFile(journal, text);
    await writeFile(join(folder, 'kinde.yaml'), oneFlag(75));
    sandbox.resetLog();
    const end = await apply();
    expect([end.status, errorCodeIn(end)]).toEqual([1, 'no-journal']);
    expect(await readFile(journal, 'utf8')).toBe(text);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('goes on where the very first line was cut short', async () => {
    const { apply, folder, journal } = await openTwoRuns();
    await writeFile(journal, '{"ev');
    await writeFile(join(folder, 'kinde.yaml'), oneFlag(75));
    expect((await apply()).status).toBe(0);
    await writeFile(join(folder, 'kinde.yaml'), oneFlag(80));
    expect((await apply()).status).toBe(0);
    expect((await readFile(journal, 'utf8')).split('\n')).toHaveLength(1 + 2 + 2 + 1);
  });

  const damages: readonly (readonly [string, (lines: readonly string[]) => readonly string[], number])[] = [
    ['no JSON', (lines) => ['hello', ...lines], 1],
    ['another document', (lines) => ['{"name":"x"}', ...lines], 1],
    ['an empty line', (lines) => [...lines.slice(0, 2), '', ...lines.slice(2)], 3],
    ['half a line in the middle of a run', ([first = '', ...rest]) => [first, '{"event":"en', ...rest], 2],
    ['a line without its first', ([, ...rest]) => rest, 1],
    ['an end twice', (lines) => [...lines, lines.at(-1) ?? ''], 5],
    [
      'an unknown operation',
      (lines) => lines.map((line) => line.replace(/"updateEnv\w+"/, '"deleteUser"')),
      1,
    ],
    ['an unknown field', (lines) => lines.map((line) => line.replace('{', '{"admin":true,')), 1],
    [
      'a write left out',
      (lines) => [(lines[0] ?? '').replace('"write":1', '"write":2'), ...lines.slice(1)],
      1,
    ],
    ['no environment', (lines) => lines.map((line) => line.replace(/"environment":\{[^}]*\},/, '')), 1],
  ];

  it.each(damages)('with %s is refused, with its line', async (_, damage, line) => {
    const { undo, journal, sandbox } = await openTwoRuns();
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    await writeFile(journal, `${damage(lines).join('\n')}\n`);
    sandbox.resetLog();
    const end = await undo('--yes');
    expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code: 'damaged-journal' });
    expect(end.stderr).toContain(`journal.jsonl:${line}:`);
    expect(sandbox.requests()).toEqual([]);
  });

  it('that is not there is said so', async () => {
    const { run } = await openStage();
    expect(errorCodeIn(await run(['undo', 'none.jsonl', '--yes']))).toBe('unreadable-journal');
  });

  it.each([
    ['code', (text: string) => text.replaceAll('"production"', '"staging"')],
    ['domain', (text: string) => text.replaceAll('acme.kinde.com', 'other.kinde.com')],
  ])('of another environment, by its %s, is refused', async (_, edit) => {
    const { undo, journal, sandbox } = await openTwoRuns();
    await writeFile(journal, edit(await readFile(journal, 'utf8')));
    sandbox.resetLog();
    expect(errorCodeIn(await undo('--yes'))).toBe('foreign-journal');
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('can not be the one that the undo itself writes', async () => {
    const { undo, journal } = await openTwoRuns();
    expect(errorCodeIn(await undo('--yes', '--journal', journal))).toBe('invalid-option');
  });

  it('can not be the one that the undo itself writes under another name', async () => {
    const { undo, journal, folder } = await openTwoRuns();
    await symlink(folder, join(folder, 'again'));
    await link(journal, join(folder, 'hard.jsonl'));
    for (const name of ['again/journal.jsonl', 'hard.jsonl'])
      expect(errorCodeIn(await undo('--yes', '--journal', join(folder, name)))).toBe('invalid-option');
  });

  it('of an undo can be undone', async () => {
    const { undo, run, folder, sandbox, apply } = await openStage();
    await apply();
    const applied = sandbox.snapshot();
    const second = join(folder, 'undo.jsonl');
    expect(reportOf(await undo('--yes', '--allow-removals', 'all', '--journal', second)).verified).toBe(true);
    const end = await run(['undo', second, '--yes', '--allow-removals', 'all']);
    expect(end.status, end.stderr + end.stdout).toBe(0);
    expect(sandbox.snapshot()).toEqual(applied);
  });
});

describe('the plan of an undo', () => {
  it('can not be saved: there is no --out', async () => {
    const { undo, apply, sandbox } = await openStage();
    await apply();
    const applied = sandbox.snapshot();
    expect((await undo('--out', 'undo.json', '--yes', '--allow-removals', 'all')).status).toBe(1);
    expect(sandbox.snapshot()).toEqual(applied);
  });

  it('points every change at the line of the journal that it takes back', async () => {
    const { undo, apply, journal } = await openStage();
    await apply();
    const lines = (await readFile(journal, 'utf8')).split('\n');
    const { changes } = reportOf(await undo('--allow-removals', 'all'));
    for (const change of changes) {
      const line = Number(/:(\d+):1$/.exec(change.source)?.[1]);
      const told = lines[line - 1] ?? '';
      if (change.resource === 'member') expect(told).toContain(`"${change.email ?? ''}"`);
      else expect(told).toContain('"fields"');
    }
  });

  it('tells its runs apart where two have written to it at once', async () => {
    const { undo, journal, seats } = await openTwoRuns();
    const [a = '', b = '', c = '', d = ''] = (await readFile(journal, 'utf8')).split('\n');
    await writeFile(journal, `${[a, c, b, d].join('\n')}\n`);
    expect((await undo('--yes')).status).toBe(0);
    expect(seats()).toBe('25');
  });

  it('asks on a terminal, and does nothing without a yes', async () => {
    const { run, journal, apply, sandbox } = await openStage();
    await apply();
    const applied = sandbox.snapshot();
    const end = await run(['undo', journal, '--allow-removals', 'all'], { ask: () => Promise.resolve('no') });
    expect(end.status).toBe(1);
    expect(sandbox.snapshot()).toEqual(applied);
  });
});

describe('an undo with a configuration', () => {
  const safety = (text: string): string => `version: 1\nsafety:\n  ${text}\norganizations: []\n`;

  it('leaves protected people where they are', async () => {
    const { folder, run, journal, apply, sandbox } = await openStage();
    await apply();
    await writeFile(join(folder, 'safe.yaml'), safety('protect: ["p51@acme.com"]'));
    const args = ['undo', journal, '--yes', '--allow-removals', 'all', '--format', 'json', '-c', 'safe.yaml'];
    const end = await run(args);
    expect(end.status, end.stderr).toBe(1);
    expect(warningsOf(reportOf(end))).toEqual(['protected-member', 'stays-created']);
    const alpha = sandbox.snapshot().organizations.find(({ code }) => code === 'org_a');
    expect(alpha?.members.find(({ user }) => user === 'kp_51')).toEqual({ user: 'kp_51', roles: ['admin'] });
  });

  it('never takes the last holder of a role that must be held', async () => {
    const { folder, run, journal, apply } = await openStage();
    await apply();
    await writeFile(join(folder, 'safe.yaml'), safety('keepHolder: [admin]'));
    const args = ['undo', journal, '--yes', '--allow-removals', 'all', '--format', 'json', '-c', 'safe.yaml'];
    const end = await run(args);
    expect(end.status).toBe(3);
    expect(reportOf(end).refusals).toMatchObject([{ guard: 'keep-holder', organization: { name: 'Gamma' } }]);
  });

  it('of another environment is refused by the lock', async () => {
    const { folder, run, journal, apply } = await openStage();
    await apply();
    await writeFile(join(folder, 'safe.yaml'), 'version: 1\nenvironment: { code: staging }\n');
    const end = await run(['undo', journal, '--yes', '--format', 'json', '-c', 'safe.yaml']);
    expect(end.status).toBe(3);
  });

  it('that is wrong is an error, not passed over', async () => {
    const { folder, run, journal, apply } = await openStage();
    await apply();
    await writeFile(join(folder, 'kinde.yaml'), 'version: 2\n');
    expect((await run(['undo', journal, '--yes'])).status).toBe(1);
  });
});
