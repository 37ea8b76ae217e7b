// An answer as data. The ways out give it the form that the caller takes: fetch-directly.ts and listen.ts.

export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** A stream only where an intercept gave one. */
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}
