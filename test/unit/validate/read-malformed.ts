// Reads the folder of malformed configurations. The first comments of a file name the expected diagnostics and the variables to
// set. Lines and columns count these comments too.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface MalformedCase {
  readonly title: string;
  /** Texts by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** `file:line:column code`, file by file, in the order reported. */
  readonly expected: readonly string[];
}

/** Returns the cases in the folder. A case is a file, or a folder of files that form one configuration. Its name is the title. */
export function readMalformed(folder: string): readonly MalformedCase[] {
  return readdirSync(folder)
    .sort()
    .map((name) => readCase(join(folder, name)));
}

function readCase(path: string): MalformedCase {
  const isFolder = statSync(path).isDirectory();
  const paths = isFolder
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
  const texts = paths.map((one) => [basename(one), readFileSync(one, 'utf8')] as const);
  return {
    title: basename(path, '.yaml').replaceAll('-', ' '),
    files: Object.fromEntries(texts),
    env: Object.fromEntries(texts.flatMap(([, text]) => readHeader(text, 'with').map(toVariable))),
    expected: texts.flatMap(([file, text]) => readHeader(text, 'expect').map((line) => `${file}:${line}`)),
  };
}

/** Returns the rest of each line `# KEYWORD …` in the first comments of a text. */
function readHeader(text: string, keyword: 'expect' | 'with'): readonly string[] {
  const [header = ''] = /^(?:# (?:expect|with) .*\n)*/.exec(text) ?? [];
  return [...header.matchAll(/^# (\w+) (.*)$/gm)].flatMap(([, word, rest = '']) =>
    word === keyword ? [rest] : [],
  );
}

function toVariable(line: string): readonly [string, string] {
  const [name = '', ...value] = line.split('=');
  return [name, value.join('=')];
}
