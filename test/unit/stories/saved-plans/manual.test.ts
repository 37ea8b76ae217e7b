// A manual setting of a saved plan that the files no longer have: nobody has set it, so the report does not say so.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderReportText } from '../../../../src/render/report-text.js';
import { configuration, savePlan } from './scene.js';
import { reportOf } from '../../../fake-world.js';

it('is not reported as applied where the files have dropped it', async () => {
  const yaml = configuration.replace('environment:', 'environment:\n  signUp: { allowSelfSignUp: true }');
  const kept = await savePlan({ yaml });
  await writeFile(join(kept.folder, 'kinde.yaml'), configuration);
  const ended = await kept.apply();
  const report = reportOf(ended);
  const manual = report.changes.filter(({ action }) => action === 'manual');
  expect(manual.map(({ result, error }) => [result, error?.code])).toEqual([['skipped', 'no-longer-asked']]);
  expect([ended.status, report.verified]).toEqual([0, true]);
  expect(renderReportText({ ...report, changes: manual }, { color: false })).toContain(
    'No changes: Kinde matches',
  );
});
