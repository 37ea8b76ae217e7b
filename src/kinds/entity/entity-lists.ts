// How the entities of a kind are read.
import type { Listing, ReadClient } from '../../model/client.js';
import type { LiveEntity } from '../../model/entities.js';

/** Describes how the entities of a kind are read. */
export interface EntityLists {
  /** The key of the configuration under `business`. */
  readonly section: string;
  /** The name of the list in the plan's `reads`; null if another reading names it. */
  readonly list: string | null;
  readonly read: (client: ReadClient) => Promise<Listing<LiveEntity>>;
  /** Null for an entity that names no others. */
  readonly references: ReferenceLists | null;
}

/** Describes the field that lists the keys of other entities and has a list of its own. */
export interface ReferenceLists {
  readonly field: string;
  /** The name of its lists in the plan's `reads`. */
  readonly list: string;
  /** Reads the keys that one entity lists. */
  readonly read: (client: ReadClient, id: string) => Promise<Listing<string>>;
}
