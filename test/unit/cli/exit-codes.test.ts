// The status of a run, decided from its plan or report: a refusal decides first, then an interrupt, then unfinished changes.
import { describe, expect, it } from 'vitest';
import { exitCodes, listRemains, statusOfError } from '../../../src/cli/exit-codes.js';
import { statusOfPlan, statusOfPull, statusOfReport } from '../../../src/cli/exit-codes.js';
import { statusWithoutOutput } from '../../../src/cli/exit-codes.js';
import type { Change } from '../../../src/model/change.js';
import { UsageError } from '../../../src/model/errors.js';
import type { Refusal } from '../../../src/model/notice.js';
import type { ApplyReport, Outcome } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';

const refusal: Refusal = { guard: 'max-removals', message: 'Too many.', override: '--allow-removals' };
const manual: Change = {
  action: 'manual',
  resource: 'environment',
  field: 'signUp.allowSelfSignUp',
  after: false,
  where: 'Settings',
  source: 'kinde.yaml:1:1',
};
const created: Change = {
  action: 'create',
  resource: 'user',
  email: 'new@acme.example',
  source: 'kinde.yaml:2:1',
};

const empty: Plan = {
  formatVersion: '1',
  environment: { domain: 'acme.kinde.com', code: 'production' },
  summary: { create: 0, update: 0, add: 0, remove: 0, manual: 0, unchanged: 0 },
  changes: [],
  warnings: [],
  refusals: [],
  reads: [],
  requests: {},
  estimate: { requests: {} },
  fingerprint: '',
};

function report(outcome: Outcome, more: Partial<ApplyReport> = {}): ApplyReport {
  const all = [
    { ...created, ...outcome },
    { ...manual, result: 'skipped' as const },
  ];
  return { ...empty, changes: all, verified: true, interrupted: false, ...more };
}

describe('a plan', () => {
  it('that is refused ends with 3, whatever else it has', () => {
    const plan = { changes: [created], refusals: [refusal] };
    expect(statusOfPlan(plan, {})).toBe(exitCodes.refused);
    expect(statusOfPlan(plan, { detailedExitcode: true })).toBe(exitCodes.refused);
  });

  it('ends with 2 only if --detailed-exitcode asks and a change is not manual', () => {
    expect(statusOfPlan({ changes: [created], refusals: [] }, {})).toBe(exitCodes.done);
    expect(statusOfPlan({ changes: [manual], refusals: [] }, { detailedExitcode: true })).toBe(
      exitCodes.done,
    );
    expect(statusOfPlan({ changes: [manual, created], refusals: [] }, { detailedExitcode: true })).toBe(
      exitCodes.changes,
    );
  });
});

describe('a report', () => {
  const stopped = { code: 'declined', message: 'No.' } as const;

  it('ends with 0 only if every change was applied and verified; manual settings do not count', () => {
    expect(statusOfReport(report({ result: 'applied' }))).toBe(exitCodes.done);
    expect(statusOfReport(report({ result: 'applied' }, { verified: false }))).toBe(exitCodes.error);
    expect(statusOfReport(report({ result: 'failed', error: stopped }))).toBe(exitCodes.error);
    expect(statusOfReport(report({ result: 'skipped', error: stopped }))).toBe(exitCodes.error);
  });

  it('counts a removal that --no-removals holds back as done', () => {
    const heldBack = { code: 'removal-held-back', message: 'Held back.' } as const;
    expect(statusOfReport(report({ result: 'skipped', error: heldBack }))).toBe(exitCodes.done);
  });

  it('ends with 3 if it was refused, and else with 130 if it was interrupted', () => {
    const failed: Outcome = { result: 'failed', error: stopped };
    expect(statusOfReport(report(failed, { interrupted: true }))).toBe(exitCodes.interrupted);
    const both = { interrupted: true, refusals: [refusal] };
    expect(statusOfReport(report(failed, both))).toBe(exitCodes.refused);
  });
});

describe('other runs', () => {
  it('a pull that the lock refuses ends with 3', () => {
    expect(statusOfPull({ pulled: null, refusal }, true)).toBe(exitCodes.refused);
  });

  it('a difference ends with 2 only in pull --check', () => {
    const file = { file: 'kinde.yaml', before: null, after: 'version: 1\n', notes: [] };
    const pulled = { pulled: { files: [file], notices: [] }, refusal: null };
    expect(statusOfPull(pulled, true)).toBe(exitCodes.changes);
    expect(statusOfPull(pulled, false)).toBe(exitCodes.done);
  });

  it('an undo tells which changes stay, by its warnings', () => {
    const notice = (code: 'moved-since' | 'similar-person') => ({ code, message: '' });
    expect(listRemains({ warnings: [notice('moved-since'), notice('similar-person')] })).toHaveLength(1);
  });

  it('an error ends with 1, and an interrupt with 130', () => {
    expect(statusOfError(new UsageError('no-plan', ''))).toBe(exitCodes.error);
    expect(statusOfError(new UsageError('interrupted', ''))).toBe(exitCodes.interrupted);
  });

  it('a result that was lost turns 0 and 2 into 1, and leaves worse statuses', () => {
    const { done, changes, error, refused, interrupted } = exitCodes;
    const ends = [done, changes, error, refused, interrupted].map(statusWithoutOutput);
    expect(ends).toEqual([error, error, error, refused, interrupted]);
  });
});
