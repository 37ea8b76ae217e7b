// Kinde's way of saying no. Thrown inside the sandbox and turned into `{errors: [{code, message}]}` at its edge.

export interface RefusalTraits {
  readonly status?: number;
  /** Set where the request broke a documented limit: it is then listed under `violations()` as well. */
  readonly breaksContract?: boolean;
}

export class ApiRefusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly breaksContract: boolean;

  constructor(code: string, message: string, traits: RefusalTraits = {}) {
    super(message);
    this.code = code;
    this.status = traits.status ?? 400;
    this.breaksContract = traits.breaksContract ?? false;
  }
}
