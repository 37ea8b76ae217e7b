// Relates the sections of `business` in the files with the live entities.
import type { DesiredState } from '../../model/desired.js';
import type { LiveEntities, LiveEntity } from '../../model/entities.js';
import { kinds } from '../registry.js';

/** Returns the live entities of a section; undefined if they were not read. */
export function findLiveEntities(
  section: string,
  entities: LiveEntities | undefined,
): readonly LiveEntity[] | undefined {
  const kind = kinds.find((one) => one.entities?.section === section);
  return entities?.get(kind?.name ?? '');
}

/** Returns the desired state without the roles and permissions that Kinde lacks. */
export function keepLiveEntities(desired: DesiredState, entities: LiveEntities | undefined): DesiredState {
  if (desired.business === undefined) return desired;
  const kept = [...desired.business.entities].map(([section, own]) => {
    const live = new Set(findLiveEntities(section, entities)?.map(({ key }) => key));
    return [section, own.filter(({ key }) => live.has(key))] as const;
  });
  return { ...desired, business: { ...desired.business, entities: new Map(kept) } };
}
