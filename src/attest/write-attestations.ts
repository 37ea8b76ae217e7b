// Renders `kinde.attested.yaml`. Equal attestations give equal bytes, and two people who attest different settings change different
// lines. Pure; touches no file.
import type { Attestation } from '../model/attestation.js';
import { compareText } from '../model/text/compare-text.js';

const head = `# A record of who saw, and when, that the switches in Kinde's dashboard match the configuration.
# Written by kinde-sync attest; keep it in git beside the configuration.
version: 1
attestations:
`;

/** Returns the text of the whole file: one block for each environment and setting, sorted by both. */
export function writeAttestations(attestations: readonly Attestation[]): string {
  const sorted = attestations.toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
  return sorted.length === 0 ? head.replace(/:\n$/, ': []\n') : head + sorted.map(writeBlock).join('\n');
}

/** Returns the attestations of `before` and `added`; an added one replaces that of the same environment and setting. */
export function replaceAttestations(
  before: readonly Attestation[],
  added: readonly Attestation[],
): readonly Attestation[] {
  const keys = new Set(added.map(keyOf));
  return [...before.filter((one) => !keys.has(keyOf(one))), ...added];
}

function keyOf({ environment, setting }: Attestation): string {
  return `${environment ?? ''}\u0000${setting}`;
}

/** Texts are quoted as JSON, which YAML parses to the same text. */
function writeBlock({ setting, environment, value, by, at }: Attestation): string {
  const lines = [
    `- setting: ${setting}`,
    ...(environment === null ? [] : [`  environment: ${JSON.stringify(environment)}`]),
    `  value: ${value}`,
    `  by: ${JSON.stringify(by)}`,
    `  at: ${JSON.stringify(at)}`,
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}
