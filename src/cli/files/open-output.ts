// A stream of this process as an Output. A run goes on if its reader is gone or the disk is full: its work in Kinde must not
// depend on a reader.
import type { Writable } from 'node:stream';
import { disarmCommands } from '../../render/disarm-commands.js';
import type { Output } from '../world.js';

/** Characters. */
const longestPart = 1024 * 1024;

export interface StreamOutput extends Output {
  /** Waits for all writes. Returns the system's code of the first that failed; null if none did, or the reader left. */
  readonly finish: () => Promise<string | null>;
}

/** The system's codes for a pipe without a reader and for a terminal that was closed. */
const readerIsGone: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ENXIO', 'ECONNRESET']);

/** A stream of this process, or of a file. Node leaves the other properties out where the stream is no terminal. */
export type OutputStream = Writable & Partial<Pick<NodeJS.WriteStream, 'columns' | 'isTTY'>>;

/** Returns the output of a stream. After the first failed write it drops every text. */
export function openOutput(stream: OutputStream): StreamOutput {
  let failure: string | null = null;
  const fail = (error: NodeJS.ErrnoException): void => {
    failure ??= error.code ?? 'unknown reason';
  };
  stream.on('error', fail);
  const write = (text: string): void => {
    // A plan may have fifty megabytes, and one write would hold them in memory twice.
    for (const part of cutText(text, longestPart)) {
      if (failure !== null) return;
      stream.write(part, (error) => {
        if (error) fail(error);
      });
    }
  };
  return {
    write: (text, kind) => write(kind === 'commands' ? text : disarmCommands(text)),
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    finish: async () => {
      if (failure === null) await new Promise<void>((done) => stream.write('', () => done()));
      return failure === null || readerIsGone.has(failure) ? null : failure;
    },
  };
}

/** Yields the text in parts of at most `length` characters (at least 2), and splits no surrogate pair. */
export function* cutText(text: string, length: number): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = Math.min(start + length, text.length);
    const isTorn = end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1));
    const cut = isTorn ? end - 1 : end;
    yield text.slice(start, cut);
    start = cut;
  }
}
