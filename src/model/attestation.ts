// What a person has recorded of the switches that no call can read: the words of `kinde.attested.yaml`, and how a
// switch stands by them. Decides nothing.

/** The dashboard switches that Kinde's API can neither read nor write. */
export type SignUpSwitch = 'allowSelfSignUp' | 'signUpToDefaultOrganization' | 'allowOrganizationCreation';

/** The file that `attest` writes; loading a folder as configuration passes it over. */
export const attestationsName = 'kinde.attested.yaml';

/** One block of the file: somebody saw that the switch stands like this. */
export interface Attestation {
  readonly setting: SignUpSwitch;
  /** The code of the environment in which it was seen; null where the configuration has no lock. */
  readonly environment: string | null;
  readonly value: boolean;
  readonly by: string;
  /** When, in UTC and to the second: `2026-11-22T16:05:00Z`. */
  readonly at: string;
}

/** Why an attestation does not count: somebody saw the switch stand otherwise, or it is too long ago. */
export type SpentAttestation =
  | { readonly is: 'otherwise'; readonly by: string; readonly at: string }
  | {
      readonly is: 'expired';
      readonly by: string;
      readonly at: string;
      /** The day on which it stopped counting, such as `2026-11-22`. */
      readonly until: string;
    };

/** How a switch stands; `until` is the day on which the attestation stops counting. */
export type SwitchStanding =
  | { readonly is: 'never' }
  | SpentAttestation
  | { readonly is: 'attested'; readonly by: string; readonly at: string; readonly until: string };

/** Returns the path of the attestations that belong to a configuration file: the same folder. */
export function attestationsBeside(file: string): string {
  return `${file.slice(0, file.lastIndexOf('/') + 1)}${attestationsName}`;
}
