// A stream of this process as an Output. A run goes on where its reader is gone or the disk is full: what it does in
// Kinde must not depend on who reads along.
import { disarmCommands } from '../render/disarm-commands.js';
import { cutText } from './cut-text.js';
import type { Output } from './world.js';

/** Characters. */
const longestPart = 1024 * 1024;

export interface StreamOutput extends Output {
  /** Returns, once all is written, the system's code for why it could not be; null where it was, or its reader left. */
  readonly finish: () => Promise<string | null>;
}

/** What the system says of a pipe that nobody reads and of a terminal that was closed. */
const readerIsGone: ReadonlySet<string> = new Set(['EPIPE', 'EIO', 'ENXIO', 'ECONNRESET']);

/** Returns the output. After the first failed write it drops everything. */
export function openOutput(stream: NodeJS.WriteStream): StreamOutput {
  let failure: string | null = null;
  const fail = (error: NodeJS.ErrnoException): void => {
    failure ??= error.code ?? 'unknown reason';
  };
  stream.on('error', fail);
  const write = (text: string): void => {
    // A plan may have fifty megabytes: written at once, they would be in memory twice.
    for (const part of cutText(text, longestPart)) {
      if (failure !== null) return;
      stream.write(part, (error) => {
        if (error) fail(error);
      });
    }
  };
  return {
    write: (text, kind) => write(kind === 'commands' ? text : disarmCommands(text)),
    // Absent for what is no terminal.
    isTerminal: (stream.isTTY as boolean | undefined) === true,
    finish: async () => {
      if (failure === null) await new Promise<void>((done) => stream.write('', () => done()));
      return failure === null || readerIsGone.has(failure) ? null : failure;
    },
  };
}
