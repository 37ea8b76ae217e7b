// Validates desired external ids and names against Kinde's. An external id of two organizations would make every entry
// with it ambiguous.
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOrganization } from '../../model/live.js';
import type { OrganizationMatch } from './match-organizations.js';

/** Returns a diagnostic for each desired external id whose owner in Kinde keeps it. */
export function diagnoseExternalIds(
  matches: readonly OrganizationMatch[],
  live: readonly LiveOrganization[],
): readonly Diagnostic[] {
  const owners = new Map(
    live.flatMap((one) => (one.externalId === null ? [] : [[one.externalId, one] as const])),
  );
  const wanted = new Map(matches.map((match) => [match.live?.code, match.desired.externalId?.value]));
  return matches.flatMap(({ desired: { externalId }, live: own }) => {
    const owner = externalId === undefined ? undefined : owners.get(externalId.value);
    if (externalId === undefined || owner === undefined || owner.code === own?.code) return [];
    if ((wanted.get(owner.code) ?? owner.externalId) !== owner.externalId) return [];
    return [
      {
        code: 'external-id-taken',
        severity: 'error',
        message: `The external id "${externalId.value}" belongs to ${owner.code} ("${owner.name}") in Kinde.`,
        place: externalId.place,
        hint: 'Choose another external id, or give the other organization a new one in the same files.',
      } as const,
    ];
  });
}

/** Returns a diagnostic for each new organization whose name another entry gives to an existing one. */
export function diagnoseRenames(matches: readonly OrganizationMatch[]): readonly Diagnostic[] {
  const renamed = new Map(
    matches.flatMap(({ desired, live }) =>
      live === null || desired.name === undefined || desired.name.value === live.name
        ? []
        : [[desired.name.value, live] as const],
    ),
  );
  return matches.flatMap(({ desired: { name }, live }) => {
    const namesake = live === null && name !== undefined ? renamed.get(name.value) : undefined;
    if (namesake === undefined || name === undefined) return [];
    return [
      {
        code: 'name-taken',
        severity: 'error',
        message: `An organization "${name.value}" is to be created, and ${namesake.code} ("${namesake.name}") is to be renamed to the same name.`,
        place: name.place,
        hint: 'Choose another name for one of the two.',
      } as const,
    ];
  });
}
