// Reads a seed from YAML or JSON text that a person wrote, and says where it is wrong.
import { Ajv } from 'ajv';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../model/errors.js';
import { checkSeed, type SeedProblem } from './check-seed.js';
import type { SandboxSeed } from './seed.js';
import { seedSchema } from './seed-schema.js';

interface SeedText {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

function refuse(text: SeedText, offset: number, message: string): UsageError {
  const { line, col } = text.lines.linePos(offset);
  return new UsageError('invalid-seed', `${text.file}:${line}:${col}: ${message}`, {
    hint: 'Correct the seed; examples/sandbox-seed.yaml shows every field.',
  });
}

/** Returns where the deepest part of a path that is there begins. */
function offsetOf({ document }: SeedText, path: SeedProblem['path']): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Returns where the key `name` of the map at `path` stands, which is where an unknown field is to be shown. */
function keyOffset(text: SeedText, path: SeedProblem['path'], name: string): number {
  const map: unknown = path.length === 0 ? text.document.contents : text.document.getIn(path, true);
  const pair = isMap(map) ? map.items.find(({ key }) => isNode(key) && String(key) === name) : undefined;
  return pair && isNode(pair.key) && pair.key.range ? pair.key.range[0] : offsetOf(text, path);
}

function pointerPath(pointer: string): SeedProblem['path'] {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function readJson(text: SeedText): unknown {
  const [error] = text.document.errors;
  if (error) throw refuse(text, error.pos[0], error.message.split('\n')[0] ?? error.code);
  try {
    return text.document.toJS() as unknown;
  } catch {
    throw refuse(text, 0, 'An alias is undefined or unfolds to too much.');
  }
}

function checkShape(text: SeedText, json: unknown): SandboxSeed {
  const validate = new Ajv().compile<SandboxSeed>(seedSchema);
  if (validate(json)) return json;
  const error = validate.errors?.[0];
  const path = pointerPath(error?.instancePath ?? '');
  const unknown: unknown = error?.params['additionalProperty'];
  if (typeof unknown === 'string')
    throw refuse(text, keyOffset(text, path, unknown), `Unknown field ${unknown}.`);
  throw refuse(text, offsetOf(text, path), `The value ${error?.message ?? 'has a wrong shape'}.`);
}

/**
 * Returns the seed that the text (YAML, of which JSON is a part) describes.
 * Throws `UsageError` (`invalid-seed`) with `file:line:column` for the first mistake.
 */
export function parseSeed(text: string, file: string): SandboxSeed {
  const lines = new LineCounter();
  const written = { file, lines, document: parseDocument(text, { lineCounter: lines, merge: true }) };
  const seed = checkShape(written, readJson(written) ?? {});
  const [problem] = checkSeed(seed);
  if (problem) throw refuse(written, offsetOf(written, problem.path), problem.message);
  return seed;
}
