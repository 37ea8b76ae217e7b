// Reads one file from the disk as text: bounded in size, strictly UTF-8, without a byte order mark.
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.js';
import { findLineStarts, locateOffset } from '../model/source-document.js';

/** The largest file that is read, in bytes. */
const largestFile = 16 * 1024 * 1024;

/** A file by its path on the disk and its name in messages. `bytes` is present if the disk is not read. */
export interface FileToRead {
  readonly path: string;
  readonly file: string;
  readonly bytes?: Uint8Array;
}

/** The text, or the diagnostic in its place. */
export type ReadText =
  | { readonly text: string; readonly diagnostic?: never }
  | { readonly text?: never; readonly diagnostic: Diagnostic };

/** O_NONBLOCK, because opening a pipe without a writer blocks for ever. Windows has neither the flag nor such pipes. */
const readOnly = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);

const lenient = new TextDecoder('utf-8');

/**
 * Returns the text of a file, or a diagnostic: `unreadable-file`, `file-too-large`, `not-utf-8`. Never throws. It reads
 * synchronously, since asynchronous reads of a thousand small files take longer.
 */
export function readText(found: FileToRead): ReadText {
  if (found.bytes !== undefined) return checkBytes(found.file, found.bytes);
  let bytes: Uint8Array | null;
  try {
    bytes = readBytes(found.path);
  } catch (error) {
    // The system's code for opening a socket.
    if (reasonOf(error) === 'ENXIO') return { diagnostic: diagnoseNotAFile(found.file) };
    return { diagnostic: diagnoseUnreadable(found.file, error) };
  }
  return bytes === null ? { diagnostic: diagnoseNotAFile(found.file) } : checkBytes(found.file, bytes);
}

function checkBytes(file: string, bytes: Uint8Array): ReadText {
  return bytes.length > largestFile ? { diagnostic: diagnoseTooLarge(file) } : decodeText(file, bytes);
}

/** One buffer for all small files. Allocating a buffer for each of a thousand files takes as long as reading them. */
const common: Uint8Array = new Uint8Array(64 * 1024);

/**
 * Returns the bytes of a file, or null for a pipe, a socket or a device. It reads at most one byte above the limit, so that
 * it ends for a growing file too. The next call overwrites the bytes.
 */
function readBytes(path: string): Uint8Array | null {
  const handle = openSync(path, readOnly);
  try {
    // `fstat` asks the opened file, since the path may lead to another file by now.
    const opened = fstatSync(handle);
    if (!opened.isFile()) return null;
    const size = Math.min(opened.size, largestFile + 1);
    let bytes: Uint8Array = size > common.length ? new Uint8Array(size) : common;
    for (let length = 0; ;) {
      const count = readSync(handle, bytes, length, bytes.length - length, null);
      length += count;
      if (count === 0 || length === size || length > largestFile) return bytes.subarray(0, length);
      if (length === bytes.length) bytes = enlarge(bytes);
    }
  } finally {
    closeSync(handle);
  }
}

function enlarge(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(Math.min(2 * bytes.length, largestFile + 1));
  larger.set(bytes);
  return larger;
}

const byteOrderMark = 0xfeff;

function decodeText(file: string, bytes: Uint8Array): ReadText {
  if (!isUtf8(bytes)) return { diagnostic: diagnoseNotUtf8(file, bytes) };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
  return { text: text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text };
}

function diagnoseNotUtf8(file: string, bytes: Uint8Array): Diagnostic {
  const text = lenient.decode(bytes);
  const place = { file, ...locateOffset(findLineStarts(text), Math.max(text.indexOf('\uFFFD'), 0)) };
  return {
    code: 'not-utf-8',
    severity: 'error',
    message: 'The file is not UTF-8 text.',
    place,
    hint: 'Save it as UTF-8, or leave it out of the configuration.',
  };
}

function diagnoseTooLarge(file: string): Diagnostic {
  return {
    code: 'file-too-large',
    severity: 'error',
    message: `The file is larger than ${largestFile / 1024 / 1024} MiB.`,
    place: { file, line: 1, column: 1 },
    hint: 'Split it: --config also takes a folder, for example with one file for each organization.',
  };
}

function diagnoseNotAFile(file: string): Diagnostic {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `${file}: this is a pipe, a socket or a device, not a file.`,
    hint: 'Write the configuration to a file first.',
  };
}

function diagnoseUnreadable(file: string, error: unknown): Diagnostic {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `${file}: the file can't be read (${reasonOf(error)}).`,
    hint: 'Check its permissions.',
  };
}

/** Returns the system's error code for a file or folder that can't be read, for example `EACCES`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
