// The doctor's report for a terminal.
import { describe, expect, it } from 'vitest';
import type { Check, DoctorReport } from '../../../src/model/results/doctor-report.js';
import { renderDoctorText } from '../../../src/render/doctor-text.js';

const right: Check = { check: 'connection', status: 'ok', message: 'Kinde answers.' };
const warning: Check = { ...right, status: 'warning', code: 'bad-answer', cure: 'Set it.', where: 'Here.' };
const problem: Check = { ...right, status: 'problem', code: 'missing-scope', message: 'Not \u202egranted.' };

const noConfiguration: Check = { ...right, check: 'configuration', status: 'skipped' };

function render(report: Partial<DoctorReport>): string {
  const whole = { domain: null, environment: null, canPlan: false, canApply: false, checks: [], ...report };
  return renderDoctorText(whole as DoctorReport, { color: false });
}

describe('the doctor as text', () => {
  it('says what was checked, as far as it is known', () => {
    expect(render({})).toMatch(/^Checked the settings\n/);
    const environment = { code: 'production', name: 'Production' };
    expect(render({ domain: 'acme.kinde.com', environment })).toMatch(
      /^Checked acme\.kinde\.com, environment production\n/,
    );
  });

  it('says what to do and where, of a check that is not right', () => {
    const lines = render({ checks: [right, warning] }).split('\n');
    expect(lines.slice(2, 6)).toEqual([
      '  ok       connection: Kinde answers.',
      '  warning  connection: bad-answer: Kinde answers.',
      '           Fix: Set it.',
      '           Where: Here.',
    ]);
  });

  it('tells once what was skipped for one reason', () => {
    const skipped = { status: 'skipped', message: 'There is no token.' } as const;
    const text = render({
      checks: [
        { ...skipped, check: 'scopes for plan' },
        { ...skipped, check: 'clock' },
      ],
    });
    expect(text).toContain('  skipped  scopes for plan, clock: There is no token.\n');
  });

  it('makes what came from Kinde safe', () => {
    expect(render({ checks: [problem] })).not.toContain('\u202e');
  });

  it.each([
    [{ canPlan: true, canApply: true, checks: [] }, 'allow plan and apply.'],
    [{ canPlan: true, canApply: true, checks: [warning] }, 'allow plan and apply. 1 warning.'],
    [{ canPlan: true, canApply: false, checks: [problem] }, 'plan will work, apply will not. 1 problem.'],
    [
      {
        canPlan: null,
        canApply: null,
        checks: [right, noConfiguration],
      },
      'Scopes and reading are not checked: there is no configuration.',
    ],
    [{ checks: [problem, problem, warning] }, 'Neither plan nor apply will work. 2 problems. 1 warning.'],
  ])('ends with what can work: %s', (report, verdict) => {
    expect(render(report).trimEnd().endsWith(verdict)).toBe(true);
  });
});
