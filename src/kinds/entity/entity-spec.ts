// The description of an entity: a kind of things that the business keeps under a key, with fields and references.
import type { EntityName } from '../../model/change.js';
import type { EntityFields, WriteClient } from '../../model/client.js';
import type { LiveEntity } from '../../model/entities.js';
import type { ReadCall, WriteCall } from '../../model/operations/operations.js';
import type { StepName } from '../../model/step-order.js';
import type { EntityLists, ReferenceLists } from './entity-lists.js';

export interface EntitySpec extends EntityLists {
  /** The name of the kind and of its changes' resource. */
  readonly name: EntityName;
  /** The plural for users. */
  readonly plural: string;
  readonly step: StepName;
  readonly operations: { readonly list: ReadCall; readonly create: WriteCall; readonly update: WriteCall };
  /** Creates an entity and returns its id; null if Kinde's answer has none. */
  readonly create: (client: WriteClient, fields: EntityFields) => Promise<string | null>;
  readonly update: (client: WriteClient, entity: LiveEntity, fields: EntityFields) => Promise<void>;
  /** Null for an entity that names no others. */
  readonly references: ReferenceSpec | null;
}

/** The field that lists the keys of other entities. */
export interface ReferenceSpec extends ReferenceLists {
  /** The kind of the entities that it names, and their section under `business`. */
  readonly to: EntityName;
  readonly section: string;
  readonly operations: {
    readonly read: ReadCall;
    readonly listTargets: ReadCall;
    readonly write: WriteCall;
  };
  /** Adds the targets of `wanted` and removes those of `removed`, by id, whether Kinde replaces or adds. */
  readonly write: (
    client: WriteClient,
    id: string,
    targets: { readonly wanted: readonly string[]; readonly removed: readonly string[] },
  ) => Promise<void>;
}
