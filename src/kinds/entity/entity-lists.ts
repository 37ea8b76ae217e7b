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
  /** The field that lists other entities and has a list of its own; null without one. */
  readonly references: {
    readonly field: string;
    readonly list: string;
    readonly read: (client: ReadClient, id: string) => Promise<Listing<string>>;
  } | null;
}
