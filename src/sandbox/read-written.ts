// A seed or fault plan in YAML, which includes JSON, is parsed and checked against a closed schema. The error names the
// place of the first mistake.
import type { Code } from '../model/codes.js';
import { Ajv, type ErrorObject } from 'ajv';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../model/errors.js';

/** Keys of maps and indexes of lists, from the top of the document down. */
export type WrittenPath = readonly (string | number)[];

export interface WrittenOptions {
  /** The file's name in messages. */
  readonly file: string;
  readonly schema: object;
  /** The code and the hint of the error. */
  readonly code: Code;
  readonly hint: string;
}

export interface Written<Shape> {
  readonly value: Shape;
  /** Returns the error for a mistake at a path. It shows the deepest part of the path that exists. */
  readonly refuse: (path: WrittenPath, message: string) => UsageError;
}

type Refuse = (offset: number, message: string) => UsageError;

/** Returns the value of the text. Throws `UsageError` with `file:line:column` for the first mistake. */
export function readWritten<Shape>(text: string, options: WrittenOptions): Written<Shape> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const refuse: Refuse = (offset, message) => {
    const { line, col } = lines.linePos(offset);
    return new UsageError(options.code, `${options.file}:${line}:${col}: ${message}`, { hint: options.hint });
  };
  const value = readJson(document, refuse) ?? {};
  const validate = new Ajv({ discriminator: true }).compile<Shape>(options.schema);
  if (!validate(value)) throw explain(validate.errors?.[0], document, refuse);
  return { value, refuse: (path, message) => refuse(offsetOf(document, path), message) };
}

function readJson(document: Document, refuse: Refuse): unknown {
  const [error] = document.errors;
  if (error) throw refuse(error.pos[0], error.message.split('\n')[0] ?? error.code);
  try {
    return document.toJS() as unknown;
  } catch {
    throw refuse(0, 'An alias is undefined or unfolds to too much.');
  }
}

function explain(error: ErrorObject | undefined, document: Document, refuse: Refuse): UsageError {
  const path = pointerPath(error?.instancePath ?? '');
  const unknown: unknown = error?.params['additionalProperty'];
  if (typeof unknown === 'string') {
    return refuse(keyOffset(document, path, unknown), `Unknown field ${unknown}.`);
  }
  if (error?.keyword === 'discriminator') {
    const tag = String(error.params['tag']);
    return refuse(offsetOf(document, [...path, tag]), `The field ${tag} is missing or none of those known.`);
  }
  return refuse(offsetOf(document, path), `The value ${error?.message ?? 'has a wrong shape'}.`);
}

function pointerPath(pointer: string): WrittenPath {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function offsetOf(document: Document, path: WrittenPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Returns the offset of the key `name` of the map at `path`: the place of an unknown field. */
function keyOffset(document: Document, path: WrittenPath, name: string): number {
  const map: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find(({ key }) => isNode(key) && String(key) === name) : undefined;
  return pair && isNode(pair.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}
