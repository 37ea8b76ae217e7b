// One row of the contract: an operation as Kinde's documents describe it, with schemas in a small part of JSON Schema.

export interface Schema {
  /** Absent if any type is allowed. */
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
  /** Parameters stand in braces, as Kinde writes them. */
  readonly path: string;
}

export interface Operation extends Route {
  readonly scope: string;
  /** Every query parameter; all of them are text on the wire. */
  readonly query?: Readonly<Record<string, Schema>>;
  readonly requiredQuery?: readonly string[];
  readonly body?: Schema;
  readonly isBodyRequired?: boolean;
  /** The status of success. */
  readonly status: number;
  readonly response: Schema;
}
