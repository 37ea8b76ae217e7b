// The story of an attestation: which switches the configuration declares, which of them are open, and what the files
// say once a person has seen some of them. Asks nobody and writes nothing.
import { replaceAttestations, writeAttestations } from '../attest/write-attestations.js';
import { describeSwitch } from '../kinds/sign-up-switch.js';
import { attestationsBeside } from '../model/attestation.js';
import type { Attestation, SignUpSwitch, SwitchStanding } from '../model/attestation.js';
import type { ManualSetting } from '../model/change.js';
import type { DesiredState, DesiredSwitch } from '../model/desired.js';

/** A switch that the configuration declares. */
export interface DeclaredSwitch {
  readonly setting: SignUpSwitch;
  /** What a person would have to set, with the place in the dashboard. */
  readonly change: ManualSetting;
  readonly standing: SwitchStanding;
}

/** Returns the switches that the configuration declares, sorted by name. */
export function listSwitches({ environment }: DesiredState): readonly DeclaredSwitch[] {
  return environment.signUp.map((one) => ({
    setting: one.setting,
    change: describeSwitch(one),
    standing: one.standing,
  }));
}

export interface AttestInput {
  readonly desired: DesiredState;
  /** What the files say by now, by file. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** The switches that were seen to stand as the configuration says. */
  readonly settings: ReadonlySet<SignUpSwitch>;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Returns the whole new text of every file that changes, by file: the one beside what declares the switch. */
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
