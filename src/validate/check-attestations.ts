// Checks and reads the attestation file, which people may edit and git may merge. Compares nothing with the configuration.
import type { Attestation, SignUpSwitch } from '../model/attestation.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import type { SourceDocument } from '../model/source-document.js';
import { diagnoseErrors } from './check-shape.js';
import { diagnoseTexts } from './check-texts.js';
import { findRepeats } from '../model/find-repeats.js';
import { checkAttested } from './schema.js';
import { asText, diagnoseAt, entriesOf, fieldOf, placeOf, quote, rootOf } from './written-value.js';
import type { Written } from './written-value.js';

/** Tolerance in milliseconds for a clock that was ahead when `attest` wrote the time. */
const clockTolerance = 3_600_000;

/** Returns the diagnostics of one readable attestation document. `now` is in milliseconds since 1970. */
export function diagnoseAttestations(document: SourceDocument, now: number): readonly Diagnostic[] {
  const root = rootOf(document);
  const blocks = entriesOf(fieldOf(root, 'attestations'));
  return [
    ...diagnoseErrors(root, checkAttested(document.value)).map(nameTime),
    ...diagnoseTexts(document),
    ...blocks.flatMap((block) => diagnoseTime(fieldOf(block, 'at'), now)),
    ...diagnoseDoubles(blocks),
  ];
}

/** The schema of attestations has one pattern, that of `at`. */
function nameTime(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'wrong-shape') return diagnostic;
  return { ...diagnostic, code: 'invalid-time', ...explainTime };
}

const explainTime = {
  message: 'This is not a time of the form 2026-11-22T16:05:00Z.',
  hint: 'Write the time in UTC, or remove the block and run `kinde-sync attest`.',
};

function diagnoseTime(at: Written | null, now: number): readonly Diagnostic[] {
  const text = asText(at);
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text.value)) return [];
  const time = Date.parse(text.value);
  // JavaScript parses the 31st of February as a day in March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text.value.slice(0, 19)))
    return [diagnoseAt(text, { code: 'invalid-time', ...explainTime })];
  if (time <= now + clockTolerance) return [];
  const message = `${quote(text)} is in the future.`;
  const hint = 'Remove the block and run `kinde-sync attest`; check the clock of the machine that wrote it.';
  return [diagnoseAt(text, { code: 'future-time', message, hint })];
}

function diagnoseDoubles(blocks: readonly Written[]): readonly Diagnostic[] {
  const named = blocks.flatMap((block) => {
    const setting = asText(fieldOf(block, 'setting'));
    const environment = asText(fieldOf(block, 'environment'))?.value ?? null;
    return setting === null ? [] : [{ block, setting, key: JSON.stringify([environment, setting.value]) }];
  });
  return findRepeats(named, ({ key }) => key).map(({ row: { setting }, first }) => {
    const message = `${quote(setting)} is attested already, at ${formatPlace(placeOf(first.block))}.`;
    const hint = 'Keep the block with the later "at".';
    return diagnoseAt(setting, { code: 'duplicate-attestation', message, hint });
  });
}

/** Returns the attestations of a valid document. */
export function readAttestations(document: SourceDocument): readonly Attestation[] {
  // The shape check guarantees the type of each value.
  return entriesOf(fieldOf(rootOf(document), 'attestations')).map((block) => ({
    setting: (asText(fieldOf(block, 'setting'))?.value ?? '') as SignUpSwitch,
    environment: asText(fieldOf(block, 'environment'))?.value ?? null,
    value: fieldOf(block, 'value')?.value === true,
    by: asText(fieldOf(block, 'by'))?.value ?? '',
    at: asText(fieldOf(block, 'at'))?.value ?? '',
  }));
}
