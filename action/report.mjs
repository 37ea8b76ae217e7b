// Mode report: writes who has access to what, as files that are kept as an artifact.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runKindeSync, toConfigOptions, toMaskOption } from './kinde-sync.mjs';
import { addSummary, setOutput, withoutCommands } from './runner.mjs';

/** Returns kinde-sync's status, which is a failure unless it is 0. Each format is a reading of its own. */
export async function runReport(inputs) {
  const folder = join(inputs.temporary, 'report');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const format of inputs.reportFormats) {
    const args = ['report', '--format', format, '--out', join(folder, `access.${format}`)];
    const { status } = await withoutCommands(() =>
      runKindeSync(inputs, [
        ...args,
        ...toConfigOptions(inputs),
        ...toMaskOption(inputs),
        ...inputs.arguments,
      ]),
    );
    if (status !== 0) return { status, isFailure: true };
  }
  setOutput('report-folder', folder);
  const files = inputs.reportFormats.map((format) => `\`access.${format}\``).join(', ');
  addSummary(
    `**Who has access** (${inputs.name}): ${files} in the artifacts of this run. They hold personal data.`,
  );
  return { status: 0, isFailure: false };
}
