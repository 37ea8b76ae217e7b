// The description of a collection: a kind of values by key, of the environment or of each organization. "Add a kind" in
// docs/contributing.md lists the places that a new one changes.
import type { Code } from '../../model/codes.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { ValueRead, ValueWrite } from '../../model/operations/value-operations.js';
import type { DesiredValue, LiveValue } from '../../model/values.js';
import type { DefinitionList, ValueLists } from './value-lists.js';

type Usual = 'inherits' | 'isFreeText' | 'healable' | 'read' | 'definitions' | 'canClear';

export interface CollectionSpec extends Omit<ValueLists, Usual> {
  /** The name of the kind and of its lists. */
  readonly name: string;
  /** The kind of the environment's values that an organization inherits. `null` in a file restores such a value. */
  readonly inherits?: string;
  readonly isFreeText?: boolean;
  readonly healable?: readonly Code[];
  /** The environment's list of the keys that exist, if neither the values themselves nor the inherited ones show them. */
  readonly definitions?: DefinitionList;
  readonly operations: {
    readonly read: ValueRead;
    /** Reads the inherited values. */
    readonly readInherited?: ValueRead;
    readonly set: ValueWrite;
    /** Takes a value away. Without it `null` in a file is an error, and undo can't take back the first value of a key. */
    readonly clear?: ValueWrite;
  };
  /** Returns the diagnostics of a desired value, compared with the definitions or with the values of the environment. */
  readonly check?: (wanted: DesiredValue, known: readonly LiveValue[]) => readonly Diagnostic[];
}
