// Ctrl-C at any request: what is under way is finished, nothing starts after it, the report says how far it got,
// and the next run finishes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openScenario, type Scenario } from './open-scenario.js';
import { interruptAt, pressMoments, type PressMoment } from './press-ctrl-c.js';
import { useVirtualTime } from './run-command.js';
import { findMissing, writeConfiguration } from './scenario.js';

const cwd = writeConfiguration();
const total = { boundaries: 0, reports: 0 };
let requests = 0;
let changes = 0;

useVirtualTime();

beforeAll(async () => {
  const scenario = openScenario({ cwd, seed: 1 });
  const { status, stdout } = await scenario.run('apply');
  expect(status).toBe(0);
  requests = scenario.sandbox.requests().length;
  changes = readReport(stdout).changes.length;
});

afterAll(() => {
  process.stdout.write(`interrupt: ${total.boundaries} request boundaries, ${total.reports} reports\n`);
});

interface Report {
  readonly interrupted: boolean;
  readonly changes: readonly {
    readonly action: string;
    readonly resource: string;
    readonly email?: string | null;
    readonly organization?: { readonly name: string };
    readonly result: string;
    readonly error?: { readonly code: string };
  }[];
}

function readReport(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

function checkReport(stdout: string): readonly string[] {
  if (stdout === '') return [];
  total.reports += 1;
  const report = readReport(stdout);
  const codes = new Set(report.changes.flatMap(({ error }) => (error === undefined ? [] : [error.code])));
  codes.delete('interrupted');
  const wrong = [...codes].map((code) => `the report says ${code}`);
  if (!report.interrupted) wrong.push('the report does not say that it was interrupted');
  if (report.changes.length !== changes) wrong.push('the report does not hold every change');
  return wrong;
}

/** Nobody who is in may be told of as if they were not. */
function findHidden(stdout: string, { sandbox }: Scenario): readonly string[] {
  if (stdout === '') return [];
  const { users, organizations } = sandbox.snapshot();
  const idOf = new Map(users.flatMap(({ id, emails }) => emails.map((email) => [email, id] as const)));
  const isIn = (name: string, email: string): boolean =>
    organizations.some(
      (one) => one.name === name && one.members.some(({ user }) => user === idOf.get(email)),
    );
  return readReport(stdout).changes.flatMap(({ action, resource, email, organization, result }) =>
    resource === 'member' &&
    action === 'add' &&
    result === 'skipped' &&
    isIn(organization?.name ?? '', email ?? '')
      ? [`${email ?? ''} is in ${organization?.name ?? ''}, and the report says skipped`]
      : [],
  );
}

async function stopAt(stop: number, moment: PressMoment): Promise<readonly string[]> {
  const scenario = openScenario({ cwd, seed: 1, latencyMs: 5 });
  const { late, ...wire } = interruptAt(scenario.sandbox, stop, moment);
  const first = await scenario.run('apply', wire);
  const hidden = findHidden(first.stdout, scenario);
  const wrote = scenario.sandbox.requests().some(({ isWrite }) => isWrite);
  const second = await scenario.run('apply');
  total.boundaries += 1;
  const wrong = [
    ...(first.status === 130 ? [] : [`exit ${first.status}`]),
    ...(wrote && first.stdout === '' ? ['it wrote and gave no report'] : []),
    ...late.map((url) => `sent after the interruption: ${url}`),
    ...checkReport(first.stdout),
    ...hidden,
    ...(second.status === 0 ? [] : [`second run: exit ${second.status} ${second.stdout}`]),
    ...findMissing(scenario.sandbox.snapshot()).map((one) => `after two runs: ${one}`),
    ...scenario.watch.problems(),
    ...scenario.sandbox.violations(),
  ];
  return wrong.map((one) => `interrupted at request ${stop}: ${one}`);
}

it.each(pressMoments)(
  'finishes what is under way, starts nothing and ends with 130: at every request, %s',
  async (moment) => {
    const wrong: string[] = [];
    for (let stop = 1; stop <= requests; stop += 1) wrong.push(...(await stopAt(stop, moment)));
    expect(wrong).toEqual([]);
  },
);
