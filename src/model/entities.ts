// Entities: things of a business that Kinde keeps under a key, such as roles and permissions. All environments share them.
import type { Place, Placed } from './place.js';

/** The value of a field: a text, a list of keys, a switch, or null for none. */
export type EntityValue = string | boolean | null | readonly string[];

/** The fields of entities that files state, in their order there. */
export const entityFields: readonly string[] = ['name', 'description', 'permissions'];

/** One desired entity. Its key is its identity. */
export interface DesiredEntity {
  readonly key: string;
  readonly place: Place;
  /** The managed fields by name. A list is sorted. */
  readonly fields: ReadonlyMap<string, Placed<string | readonly string[]>>;
  /** The keys of other entities in `fields`, each with its place. */
  readonly references: readonly Placed<string>[];
}

/** The desired entities of the business. */
export interface DesiredBusiness {
  /** The code of the environment from which they are changed. Elsewhere they are only compared. */
  readonly managedFrom: Placed<string>;
  /** By section, for example `roles`. */
  readonly entities: ReadonlyMap<string, readonly DesiredEntity[]>;
}

/** One live entity. */
export interface LiveEntity {
  readonly id: string;
  readonly key: string;
  /** Every field that was read, by name. An empty text is null, and a list is sorted. */
  readonly fields: Readonly<Record<string, EntityValue>>;
}

/** The live lists by the name of the kind. A list that was not read is missing. */
export type LiveEntities = ReadonlyMap<string, readonly LiveEntity[]>;
