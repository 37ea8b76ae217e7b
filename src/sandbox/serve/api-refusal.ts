// A refusal by Kinde. Endpoints throw it, and the sandbox answers with `{errors: [{code, message}]}`.

export interface RefusalTraits {
  readonly status?: number;
  /** True if the request broke the contract or a documented limit; then `violations()` lists it as well. */
  readonly breaksContract?: boolean;
}

/** The refusal of a request, with status 400 if no other is given. */
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

/** Returns the refusal of a request that Kinde allows and the sandbox does not play; its status is 501. */
export function notInSandbox(message: string): ApiRefusal {
  return new ApiRefusal('NOT_IN_SANDBOX', message, { status: 501 });
}
