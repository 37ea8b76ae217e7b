// The story of an attestation: list the declared switches, and return the text of the attestation files after a person has
// checked some of them. It neither reads Kinde nor writes files.
import { replaceAttestations, writeAttestations } from '../attest/write-attestations.js';
import { describeSwitch } from '../kinds/sign-up-switch.js';
import { attestationsBeside } from '../model/attestation.js';
import type { Attestation, SignUpSwitch, SwitchStatus } from '../model/attestation.js';
import type { ManualSetting } from '../model/change.js';
import type { DesiredState, DesiredSwitch } from '../model/desired.js';

/** A switch that the configuration declares. */
export interface DeclaredSwitch {
  readonly setting: SignUpSwitch;
  /** The setting that a person makes by hand, with its place in the dashboard. */
  readonly change: ManualSetting;
  readonly status: SwitchStatus;
}

/** Returns the switches that the configuration declares, sorted by name. */
export function listSwitches({ environment }: DesiredState): readonly DeclaredSwitch[] {
  return environment.signUp.map((one) => ({
    setting: one.setting,
    change: describeSwitch(one),
    status: one.status,
  }));
}

/** The configuration, and the new attestations. */
export interface AttestInput {
  readonly desired: DesiredState;
  /** The existing attestations, by file. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** The switches that a person saw in the declared state. */
  readonly settings: ReadonlySet<SignUpSwitch>;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Returns the whole new text of every changed file. The file lies beside the file that declares the switch. */
export function recordAttestations(input: AttestInput): ReadonlyMap<string, string> {
  const { desired, settings } = input;
  const seen = desired.environment.signUp.filter(({ setting }) => settings.has(setting));
  const files = new Set(seen.map(({ place }) => attestationsBeside(place.file)));
  return new Map(
    [...files].map((file) => {
      const own = seen.filter(({ place }) => attestationsBeside(place.file) === file);
      const before = input.attestations.get(file) ?? [];
      const added = own.map((one) => attest(one, input));
      return [file, writeAttestations(replaceAttestations(before, added))];
    }),
  );
}

function attest({ setting, value }: DesiredSwitch, { desired, by, now }: AttestInput): Attestation {
  const environment = desired.environment.code?.value ?? null;
  return { setting, environment, value, by, at: `${new Date(now).toISOString().slice(0, 19)}Z` };
}
