// Hides the lines of a code frame that could hold a property's value, where the structure does not tell: a misspelt key, a missing
// colon, a tab. It reads lines, since broken YAML has no other structure. In doubt it hides more.
import leven from 'leven';
import { freeMaps, knownKeys } from '../../model/known-keys.js';

export interface DoubtOptions {
  /** The sections whose values may be private. */
  readonly sections: ReadonlySet<string>;
  /** True if the text is no valid YAML; else the values of the sections themselves are hidden already. */
  readonly isBroken: boolean;
}

/** A block of lines that belong to a key at a column. */
interface Block {
  readonly column: number;
  readonly isHidden: boolean;
}

/** Returns the text with asterisks in place of what could be a value of a section; every other character keeps its place. */
export function hideDoubtful(text: string, options: DoubtOptions): string {
  const judge = createJudge(options);
  let block: Block | null = null;
  return text
    .split('\n')
    .map((line) => {
      const start = /^[ \t]*/.exec(line)?.[0] ?? '';
      if (line.trim() === '') return line;
      if (block !== null && isWithin(line, start, block, options))
        return block.isHidden ? hideFrom(line, start.length) : line;
      const found = scanLine(line, judge, options);
      block = found.block;
      return hideFrom(line, Math.min(found.hiddenFrom, findKeyless(line), findNote(line)));
    })
    .join('\n');
}

const keys =
  /(^[ \t]*(?:-[ \t]+)*|[{,[][ \t]*)(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?!-\s)[^\s"'{}[\],#][^,{}[\]#]*?))[ \t]*:(?=\s|$|["'{}[\]*&!|>])/g;

type Verdict = 'known' | 'free' | 'doubtful';

interface Scanned {
  /** The column from which the line is hidden. */
  readonly hiddenFrom: number;
  /** The block that the line opens, if any. */
  readonly block: Block | null;
}

function scanLine(line: string, judge: (key: string) => Verdict, options: DoubtOptions): Scanned {
  const shown = { hiddenFrom: line.length, block: null };
  let keyed: Scanned | null = null;
  let after = 0;
  for (const match of line.matchAll(keys)) {
    if (match.index < after) continue;
    const [whole, lead = '', double, single, plain = ''] = match;
    const column = match.index + lead.length;
    const end = match.index + whole.length;
    const verdict = judge(double ?? single ?? plain);
    keyed = verdict === 'doubtful' ? { hiddenFrom: end, block: { column, isHidden: true } } : shown;
    if (verdict === 'doubtful') break;
    if (verdict === 'known') continue;
    const closed = findClosing(line, end);
    if (closed !== null) after = closed;
    else keyed = { hiddenFrom: line.length, block: { column, isHidden: false } };
    if (closed === null) break;
  }
  if (!options.isBroken) return keyed ?? shown;
  const broken = scanBroken(line, keyed !== null, options);
  return broken.hiddenFrom < (keyed ?? shown).hiddenFrom ? broken : (keyed ?? broken);
}

/** Returns the offset of a comment that may be a line of configuration; else the end of the line. */
function findNote(line: string): number {
  return /(?<=^|\s)#.*:/.exec(line)?.index ?? line.length;
}

/** Returns the offset of a colon without a key before it, which a value follows; else the end of the line. */
function findKeyless(line: string): number {
  return /(?<=^[ \t]*|[}\]][ \t]*):(?:\s|$)/.exec(line)?.index ?? line.length;
}

/**
 * A line of broken YAML may lack a colon, or have a section in an odd place. Entries of lists are shown: most are addresses.
 */
function scanBroken(line: string, isKeyed: boolean, { sections }: DoubtOptions): Scanned {
  const column = line.search(/[^\s-]/);
  if (column < 0) return { hiddenFrom: line.length, block: null };
  const lower = line.toLowerCase();
  const named = [...sections].map((section) => lower.indexOf(section.slice(0, 4).toLowerCase()));
  const first = Math.min(...named.filter((at) => at >= 0), line.length);
  if (first < line.length) return { hiddenFrom: first, block: { column, isHidden: true } };
  const [word = ''] = /^[A-Za-z]+/.exec(line.slice(column)) ?? [];
  const isPlain = isKeyed || /^\s*-/.test(line) || knownKeys.has(word) || !/\w/.test(line);
  return isPlain ? { hiddenFrom: line.length, block: null } : { hiddenFrom: column, block: null };
}

/** Returns the offset behind the map that begins at `from`, or null if no map begins there or it does not end on the line. */
function findClosing(line: string, from: number): number | null {
  const begin = from + line.slice(from).search(/\S|$/);
  if (line[begin] !== '{') return null;
  let depth = 0;
  for (let at = begin; at < line.length; at += 1) {
    if (line[at] === '{') depth += 1;
    if (line[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

/** In broken YAML, only a known key at the column of the block, or left of it, ends a hidden block. */
function isWithin(
  line: string,
  start: string,
  { column, isHidden }: Block,
  { isBroken }: DoubtOptions,
): boolean {
  const isEntry = /^-(?:\s|$)/.test(line.slice(start.length));
  if (start.includes('\t') || start.length > column || (isEntry && start.length === column)) return true;
  if (!isBroken || !isHidden) return false;
  const [word = ''] = /[A-Za-z]+/.exec(line) ?? [];
  return !knownKeys.has(word);
}

function hideFrom(line: string, column: number): string {
  return line.slice(0, column) + line.slice(column).replace(/[^\s]/g, '*');
}

/** Returns the verdict on a key. One that is misspelt by a letter counts as the known key, unless it could be a section. */
function createJudge({ sections, isBroken }: DoubtOptions): (key: string) => Verdict {
  const judge = (key: string): Verdict => {
    if (sections.has(key)) return isBroken ? 'doubtful' : 'free';
    const isNear = (name: string): boolean => isMisspelt(key.toLowerCase(), name.toLowerCase());
    if ([...sections].some(isNear)) return 'doubtful';
    if (knownKeys.has(key)) return freeMaps.has(key) ? 'free' : 'known';
    if ([...freeMaps].some(isNear)) return 'free';
    return [...knownKeys].some(isNear) ? 'known' : 'doubtful';
  };
  const verdicts = new Map<string, Verdict>();
  return (key) => {
    const verdict = verdicts.get(key) ?? judge(key);
    verdicts.set(key, verdict);
    return verdict;
  };
}

/** Returns whether one letter is wrong, missing or too much, or letters have changed places. */
function isMisspelt(word: string, name: string): boolean {
  if (Math.abs(word.length - name.length) > 1) return false;
  if (leven(word, name, { maxDistance: 2 }) <= 1) return true;
  return word.length === name.length && word.split('').sort().join('') === name.split('').sort().join('');
}
