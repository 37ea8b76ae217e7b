// Long lists of plain addresses, folded away before YAML is parsed and unfolded while it is converted: the library
// takes some twenty times as long for an entry as finding it takes. Decides nothing: whether the lines that were
// folded are what they look like, the parsed lines before and after them tell.

/** Lines of a list that the parser is not shown. Offsets into the text. */
export interface Fold {
  /** Where the first folded line begins and where the last one ends, its line break not included. */
  readonly start: number;
  readonly end: number;
  /** Spaces before the hyphen. */
  readonly indent: number;
  /** The address of the line after them, which the parser is shown again. */
  readonly next: number;
}

export interface FoldedText {
  /** As long as the original, with one comment in place of each fold. */
  readonly text: string;
  /** By the offset of the address in the line before. */
  readonly folds: ReadonlyMap<number, Fold>;
}

/** Fewer lines than this are not worth it. */
const shortestRun = 8;
// Such an address is text wherever it stands in a list: nothing in it means anything to YAML.
const addressLine = /^( *)- [A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9.-]*$/gm;

interface Run {
  readonly indent: number;
  /** Where its lines begin. */
  readonly starts: number[];
  end: number;
}

/** Returns the text with the middle of each long list of addresses made a comment, so that no offset moves. */
export function foldLists(text: string): FoldedText {
  const folds = new Map<number, Fold>();
  const parts: string[] = [];
  let done = 0;
  for (const run of findRuns(text)) {
    const { starts, indent } = run;
    const last = starts.at(-1) ?? 0;
    const fold = { start: starts[1] ?? 0, end: endBefore(text, last), indent, next: last + indent + 2 };
    folds.set((starts[0] ?? 0) + indent + 2, fold);
    parts.push(text.slice(done, fold.start + indent), '#');
    parts.push(text.slice(fold.start + indent + 1, fold.end).replaceAll(/[\r\n]/g, ' '));
    done = fold.end;
  }
  parts.push(text.slice(done));
  return { text: parts.join(''), folds };
}

function* findRuns(text: string): Generator<Run> {
  let run: Run | null = null;
  for (const match of text.matchAll(addressLine)) {
    const indent = match[1]?.length ?? 0;
    const end = match.index + match[0].length;
    if (run !== null && run.indent === indent && endBefore(text, match.index) === run.end) {
      run.starts.push(match.index);
      run.end = end;
      continue;
    }
    if (run !== null && run.starts.length >= shortestRun) yield run;
    run = { indent, starts: [match.index], end };
  }
  if (run !== null && run.starts.length >= shortestRun) yield run;
}

/** Returns where the line before the one that begins at `start` ends, without its line break. */
function endBefore(text: string, start: number): number {
  if (text[start - 1] !== '\n') return -1;
  return text[start - 2] === '\r' ? start - 2 : start - 1;
}

/** Returns the folded addresses, in order, with their offsets. */
export function unfold(text: string, { start, end, indent }: Fold): readonly (readonly [string, number])[] {
  let at = start;
  return text
    .slice(start, end)
    .split('\n')
    .map((line) => {
      const offset = at + indent + 2;
      at += line.length + 1;
      return [line.slice(indent + 2).trimEnd(), offset] as const;
    });
}
