// The refusals of the action itself. Its exit status means the same as kinde-sync's (src/cli/exit-codes.ts).

/** Returns an error that ends the job with exit status 3: nothing was changed. */
export const refusal = (message) => Object.assign(new Error(message), { status: 3 });
