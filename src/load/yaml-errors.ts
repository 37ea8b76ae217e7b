// The YAML library's errors in our codes and words. Adds nothing of its own to what is wrong.
import type { Code } from '../model/codes.js';
import type { ErrorCode, YAMLError } from 'yaml';
import type { Unclosed } from './find-unclosed.js';
import type { Mistake } from './mistake.js';

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

/** Returns the mistake for an error or warning of the YAML library. */
export function describeYamlError(error: YAMLError, text: string): Mistake {
  const wording = wordings[error.code] ?? { code: 'malformed-yaml' };
  const [start, end] = error.pos;
  const hint = isBesideVariable(text, start) ? quoteVariables : wording.hint;
  const message = wording.message ?? `This is not valid YAML: ${lowerFirst(error.message)}.`;
  const begin = Math.min(start, text.length);
  return { code: wording.code, start: begin, end, message, ...(hint === undefined ? {} : { hint }) };
}

const conflictMarker = /^<{7}(?=[ \r]|$)/m;

/** Returns the mistake of a merge that was not finished; null where there is no marker of one. */
export function describeConflict(text: string): Mistake | null {
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

/** Returns the mistake of a quote or bracket that nothing closes. */
export function describeUnclosed({ start, open, close }: Unclosed): Mistake {
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

const quoteVariables = 'Inside [ ] and { } a value with a variable must be quoted: "${NAME}".';

/** In a flow collection `${` opens a map, which is the commonest reason for an error next to one. */
function isBesideVariable(text: string, start: number): boolean {
  return text.slice(Math.max(0, start - 1), start + 1) === '${';
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
