// The stages' view of a collection of values: where files and plans hold them, which lists hold them, and their words.
import type { ValueChange } from '../../model/change.js';
import type { ValueRead } from '../../model/operations/value-operations.js';

/** Describes how the values of a kind are read, and where files and plans hold them. Only a collection has it. */
export interface ValueLists {
  readonly parent: 'environment' | 'organization';
  /** The key of the configuration that holds the values, beside `code` or `members`. */
  readonly section: string;
  readonly resource: ValueChange['resource'];
  /** The text before the key in a change's `field`. */
  readonly prefix: string;
  /** The word for users: `feature flag`. */
  readonly noun: string;
  readonly plural: string;
  /** The name of its list in the plan's `reads`; null for a setting that is no list. */
  readonly list: string | null;
  /** The kind of the environment's values that an organization inherits; null if nothing is inherited. */
  readonly inherits: string | null;
  /** Whether a value may be any text, also with white space at an end and with invisible characters. */
  readonly isFreeText: boolean;
  /** The list that holds the values of one organization or of the environment. */
  readonly read: ValueRead;
  /** The environment's list of the keys that exist; null if the values themselves, or the inherited ones, show them. */
  readonly definitions: DefinitionList | null;
  /** Whether a value can be taken away, which `null` in a file asks for. */
  readonly canClear: boolean;
}

/** A list of keys that exist in the environment. No file states it. */
export interface DefinitionList {
  /** Its name in the needs and in the live values. */
  readonly name: string;
  /** Its name in the plan's `reads`. */
  readonly list: string;
  readonly read: ValueRead;
}
