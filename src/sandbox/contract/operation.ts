// One row of the contract: what Kinde's documents say of one operation.
import type { Schema } from './schema.js';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With parameters in braces, as Kinde writes it. */
  readonly path: string;
  readonly scope: string;
  /** Every query parameter there is; all of them text on the wire. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly requiredQuery?: readonly string[];
  readonly body?: Schema;
  readonly isBodyRequired?: boolean;
  /** The status of success. */
  readonly status: 200 | 201;
  readonly response: Schema;
}
