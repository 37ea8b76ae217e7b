// Translates the YAML library's errors into diagnostics. An unclosed quote or bracket and a conflict marker are told in place
// of the error that they cause further down.
import type { Code } from '../model/codes.js';
import { isCollection, isScalar, visit } from 'yaml';
import type { Document, ErrorCode, YAMLError } from 'yaml';
import type { OffsetDiagnostic } from './parsed-source.js';

interface Wording {
  readonly code: Code;
  readonly message?: string;
  readonly hint?: string;
}

const wordings: Readonly<Partial<Record<ErrorCode, Wording>>> = {
  TAB_AS_INDENT: {
    code: 'tab-indentation',
    message: 'A tab is used as indentation, which YAML does not allow.',
    hint: 'Indent with spaces.',
  },
  MULTIPLE_DOCS: {
    code: 'several-documents',
    message: 'A second YAML document begins here; a file can have only one.',
    hint: 'Put it in a file of its own: --config takes folders and may be repeated.',
  },
  TAG_RESOLVE_FAILED: {
    code: 'foreign-tag',
    message: 'This YAML tag has no meaning in a configuration.',
    hint: 'Remove the tag.',
  },
  BAD_DQ_ESCAPE: {
    code: 'malformed-yaml',
    message: 'This is not a valid escape in double quotes.',
    hint: 'Write \\\\ for a backslash, or use single quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: 'malformed-yaml',
    message: 'A map begins on a line that already has a value.',
    hint: 'Put quotes around a value that contains ": ", or check the indentation of the next line.',
  },
  BAD_SCALAR_START: {
    code: 'malformed-yaml',
    message: "A value can't begin with this character unless it is quoted.",
    hint: 'Put quotes around the value.',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: 'malformed-yaml',
    message: 'A key and its value are expected on this line.',
    hint: 'Is a colon, or the space after it, missing here or on the line before?',
  },
  BAD_INDENT: {
    code: 'malformed-yaml',
    message: 'This line is not indented like the lines that belong with it.',
    hint: 'Check its indentation, and the space after a dash.',
  },
  BAD_DIRECTIVE: { code: 'malformed-yaml', message: 'This YAML directive is unknown.' },
};

/** Returns the diagnostic for the first syntax error of a document; after that error the library only guesses. */
export function describeSyntaxError(
  document: Document.Parsed,
  error: YAMLError,
  text: string,
): OffsetDiagnostic {
  const conflict = describeConflict(text);
  if (conflict !== null) return conflict;
  const unclosed = findUnclosed(document, error, text);
  return unclosed === null ? describeYamlError(error, text) : describeUnclosed(unclosed);
}

/** Returns the diagnostic for an error or warning of the YAML library. */
export function describeYamlError(error: YAMLError, text: string): OffsetDiagnostic {
  const wording = wordings[error.code] ?? { code: 'malformed-yaml' };
  const [start, end] = error.pos;
  const hint = isBesideVariable(text, start) ? quoteVariables : wording.hint;
  const message = wording.message ?? `This is not valid YAML: ${lowerFirst(error.message)}.`;
  const begin = Math.min(start, text.length);
  return { code: wording.code, start: begin, end, message, ...(hint === undefined ? {} : { hint }) };
}

const quoteVariables =
  'Inside [ ] and { } a value with a variable must be quoted: "${NAME}". If it is to be true, false or a number, write the key on a line of its own, without quotes.';

/** Tells an error beside `${`. An unquoted `${` in a flow collection opens a map, the commonest cause of such an error. */
function isBesideVariable(text: string, start: number): boolean {
  return text.slice(Math.max(0, start - 1), start + 1) === '${';
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

const conflictMarker = /^<{7}(?=[ \r]|$)/m;

/** A merge conflict left in the file. */
function describeConflict(text: string): OffsetDiagnostic | null {
  const marker = conflictMarker.exec(text);
  if (marker === null) return null;
  return {
    code: 'merge-conflict',
    start: marker.index,
    end: marker.index + marker[0].length,
    message: 'The file contains the markers of a merge conflict.',
    hint: 'Resolve the conflict, and delete the marker lines.',
  };
}

function describeUnclosed({ start, open, close }: Unclosed): OffsetDiagnostic {
  const isQuote = open === close;
  return {
    code: 'malformed-yaml',
    start,
    end: start + 1,
    message: `This ${isQuote ? 'quote' : open} is opened and not closed.`,
    hint: isQuote
      ? `Write ${close} at the end of the text.`
      : `Write ${close} after the last entry. Lines before it must be indented further than the one that opens it.`,
  };
}

/** An open quote or bracket: its offset, its character, and the character that would close it. */
interface Unclosed {
  readonly start: number;
  readonly open: string;
  readonly close: string;
}

const closing: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };

/**
 * The library reports a missing quote or bracket where it stops parsing, often at the end of the file. This finds the
 * innermost one that is still open there, or null if the error has another cause.
 */
function findUnclosed(document: Document.Parsed, error: YAMLError, text: string): Unclosed | null {
  if (error.code !== 'MISSING_CHAR' && error.code !== 'BAD_INDENT') return null;
  const isQuote = error.message.startsWith('Missing closing');
  const [stop] = error.pos;
  let found: Unclosed | null = null;
  visit(document, {
    Node: (_, node) => {
      const [start, end] = node.range ?? [0, 0];
      const open = text.charAt(start);
      const close = closing[open];
      if (end !== stop || close === undefined) return;
      // The last quote of a text may be an escaped one. A bracket may stand where it closes nothing.
      const isOpen = isScalar(node) ? isQuote : isCollection(node) && !isClosed(text, { start, end, close });
      if (isOpen) found = { start, open, close };
    },
  });
  return found;
}

function isClosed(
  text: string,
  { start, end, close }: { start: number; end: number; close: string },
): boolean {
  return (end - start > 1 && text.charAt(end - 1) === close) || text.charAt(end) === close;
}
