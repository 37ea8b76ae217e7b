// The description of a collection: a kind of values by key, of the environment or of each organization.
import type { ValueChange } from '../model/change.js';
import type { ReadClient, WriteClient } from '../model/client.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ReadCall, WriteCall } from '../model/operations.js';
import type { DesiredValue, KeyedValue, LiveValue } from '../model/values.js';

export interface CollectionSpec {
  /** The name of the kind and of its lists. */
  readonly name: string;
  readonly parent: 'environment' | 'organization';
  /** The key of the configuration that holds the values, beside `code` or `members`. */
  readonly section: string;
  readonly resource: ValueChange['resource'];
  /** The text before the key in a change's `field`. */
  readonly prefix: string;
  /** The word for users: `feature flag`. */
  readonly noun: string;
  /** The name of its list in the plan's `reads`; null for a setting that is no list. */
  readonly list: string | null;
  /** The kind of the environment's values that an organization inherits. `null` in a file restores such a value. */
  readonly inherits?: string;
  readonly operations: {
    readonly read: ReadCall;
    /** Reads the inherited values. */
    readonly readInherited?: ReadCall;
    readonly set: WriteCall;
    readonly clear?: WriteCall;
  };
  /** Reads the values of one organization or of the environment. */
  readonly read: (client: ReadClient, code: string) => Promise<{ rows: readonly LiveValue[]; pages: number }>;
  readonly set: (client: WriteClient, code: string, key: string, value: KeyedValue) => Promise<void>;
  readonly clear?: (client: WriteClient, code: string, key: string) => Promise<void>;
  /** Returns the diagnostics of a desired value, compared with the values of the environment. */
  readonly check?: (wanted: DesiredValue, known: readonly LiveValue[]) => readonly Diagnostic[];
}
