// One row of the contract: what Kinde's documents say of one operation, with schemas in the few JSON Schema forms they need.

export interface Schema {
  /** Absent where anything is allowed. */
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly enum?: readonly (string | null)[];
  readonly format?: 'date-time';
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | Schema;
}

export interface Route {
  readonly method: string;
  /** With parameters in braces, as Kinde writes it. */
  readonly path: string;
}

export interface Operation extends Route {
  readonly scope: string;
  /** Every query parameter there is; all of them text on the wire. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly requiredQuery?: readonly string[];
  readonly body?: Schema;
  readonly isBodyRequired?: boolean;
  /** The status of success. */
  readonly status: number;
  readonly response: Schema;
}
