// The content of `kinde.attested.yaml`: a person's record of the switches that no API call can read. Also the status that a
// switch has by it.

/** The dashboard switches that Kinde's API can neither read nor write. */
export type SignUpSwitch = 'allowSelfSignUp' | 'signUpToDefaultOrganization' | 'allowOrganizationCreation';

/** The file that `attest` writes. `load` passes it over in a folder of configuration. */
export const attestationsName = 'kinde.attested.yaml';

/** One block of the file: a person saw the switch with this value. */
export interface Attestation {
  readonly setting: SignUpSwitch;
  /** The code of the environment; null if the configuration has no lock. */
  readonly environment: string | null;
  readonly value: boolean;
  readonly by: string;
  /** The time in UTC, to the second: `2026-11-22T16:05:00Z`. */
  readonly at: string;
}

/** The reason why an attestation does not count: it has another value, or it has expired. */
export type SpentAttestation =
  | { readonly is: 'otherwise'; readonly by: string; readonly at: string }
  | {
      readonly is: 'expired';
      readonly by: string;
      readonly at: string;
      /** The day on which it expired, such as `2026-11-22`. */
      readonly until: string;
    };

/** The status of a switch by its attestation. `until` is the day on which the attestation expires. */
export type SwitchStatus =
  | { readonly is: 'never' }
  | SpentAttestation
  | { readonly is: 'attested'; readonly by: string; readonly at: string; readonly until: string };

/** Returns the path of the attestation file in the folder of a configuration file. */
export function attestationsBeside(file: string): string {
  return `${file.slice(0, file.lastIndexOf('/') + 1)}${attestationsName}`;
}
