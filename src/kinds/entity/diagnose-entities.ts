// Diagnoses errors of entities that only the live state shows: a name that is needed, or a reference to nothing.
import { closestMatch } from 'leven';
import type { DesiredState } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOverview } from '../../model/live.js';
import { nameSome } from '../../model/text/name-some.js';
import type { Placed } from '../../model/place.js';
import type { EntitySpec, ReferenceSpec } from './entity-spec.js';
import { isManagedFrom, listWanted } from './managed-from.js';

/** The largest number of keys that a hint lists. */
const mostNamed = 20;

/** Returns an error for each entity to create without a name, and for each key that neither the files nor Kinde have. */
export function diagnoseEntities(
  spec: EntitySpec,
  desired: DesiredState,
  { entities, environment }: LiveOverview,
): readonly Diagnostic[] {
  const wanted = listWanted(desired, spec.section);
  const known = new Set(entities?.get(spec.name)?.map(({ key }) => key));
  const isManaged = isManagedFrom(desired, environment.code);
  const nameless = wanted.filter(({ key, fields }) => isManaged && !known.has(key) && !fields.has('name'));
  const { references } = spec;
  if (references === null) return nameless.map((one) => diagnoseNameless(spec, one));
  const targets = [...(entities?.get(references.to) ?? []), ...listWanted(desired, references.section)].map(
    ({ key }) => key,
  );
  const unknown = wanted.flatMap((one) => one.references).filter(({ value }) => !targets.includes(value));
  return [
    ...nameless.map((one) => diagnoseNameless(spec, one)),
    ...unknown.map((one) => diagnoseUnknown(one, references, [...new Set(targets)].sort())),
  ];
}

function diagnoseNameless(
  { name }: EntitySpec,
  { key, place }: Pick<ReturnType<typeof listWanted>[number], 'key' | 'place'>,
): Diagnostic {
  return {
    code: 'name-needed',
    severity: 'error',
    message: `Kinde has no ${name} with the key "${key}", and to create it a name is needed.`,
    place,
    hint: `Add "name:", or correct the key if the ${name} exists.`,
  };
}

function diagnoseUnknown(
  { value, place }: Placed<string>,
  { to }: ReferenceSpec,
  known: readonly string[],
): Diagnostic {
  const near = closestMatch(value, [...known], { maxDistance: 3 });
  const guess = near === undefined ? '' : `Did you mean "${near}"? `;
  const list = known.length === 0 ? 'There are none yet' : `There are ${nameSome(known, mostNamed)}`;
  return {
    code: 'unknown-permission',
    severity: 'error',
    message: `Neither the files nor Kinde have a ${to} with the key "${value}".`,
    place,
    hint: `${guess}${list}; define others under "business:".`,
  };
}
