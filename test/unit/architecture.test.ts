// The rooms of the house and the doors between them: which folder may import which, read from the import statements.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/registry.js';
import { valueReads, valueWrites } from '../../src/model/operations/value-operations.js';

const root = join(import.meta.dirname, '../../src');
const stages = ['load', 'validate', 'read', 'diff', 'plan', 'render', 'apply'];
const pure = [
  'validate',
  'diff',
  'plan',
  'pull',
  'render',
  'report',
  'attest',
  'doctor',
  'cli/completion',
  'likeness',
  'model',
  'kinds',
];

/** The files of a room that others may import. A room that is not here has no door; `model` is open to all. */
const doors: Readonly<Record<string, RegExp>> = {
  load: /\/(load-documents|yield-to-event-loop)$/,
  validate: /\/(accepts-text|validate-documents|narrow-desired|sort-diagnostics|suggest|written-value)$/,
  read: /\/(ask-again|gather-needs|open-reading|read-(access|back|entities|for-undo|meant|memberships|overview|values|ways-in)|require-whole)$/,
  diff: /\/(diagnose-desired|diff-base|diff-states)$/,
  plan: /\/(build-plan|approve-plan|fingerprint-plan|guard-lock|guard-removals|mark-causes|plan-undo|recall-changes|sort-into-steps|unite-safety)$/,
  pull: /\/(adopt-organizations|choose-pulled|edit-documents|edit-organization|notify-uncovered|notify-unlisted-people|propose-removals|pulled|values|write-fresh)$/,
  apply: /\/(apply-plan|record-writes)$/,
  report: /\/(build-report|choose-reported|read-decisions)$/,
  render:
    /\/(count-review|diagnostics(-github|-sarif)?|disarm-commands|error-text|failure-lines|mask-emails|safe-text|[a-z-]*json|access-(csv|html)|(changes|ways-in)-csv|[a-z]+-(text|markdown|diff)|markdown|diff)$/,
  kinde: /\/(connect-kinde|operations|read-settings|watch-clock|wire-defaults|wire-event)$/,
  'cli/git': /\/(blame-lines|find-only-commit|read-(commit|repository))$/,
  doctor: /\/(check-(clock|failure|scopes|token|variables)|try-reads)$/,
  attest: /\/write-attestations$/,
  'cli/init':
    /\/(advise-around|choose-platform|inspect-folder|propose-files|read-environments|write-new-file)$/,
  'cli/completion': /\/(command-line|render-completion)$/,
  sandbox: /\/index$/,
  kinds: /./,
  likeness: /./,
  stories: /./,
  'public-api': /./,
};

/** The rooms that each room may look into, beside itself and `model`. */
const views: Readonly<Record<string, readonly string[]>> = {
  model: [],
  kinds: ['likeness'],
  kinde: [],
  sandbox: [],
  ...Object.fromEntries(stages.map((stage) => [stage, ['kinds']])),
  pull: ['kinds', 'validate'],
  likeness: [],
  'cli/git': [],
  report: ['kinds'],
  // Runs in a browser: what the renderers put into the report's page.
  'report/page': [],
  attest: [],
  doctor: ['kinde', 'kinds'],
  'cli/completion': [],
  'cli/init': ['cli/git'],
  'public-api': ['stories', 'kinde', 'pull', 'validate'],
  cli: [
    'stories',
    'cli/completion',
    'doctor',
    'cli/git',
    'cli/init',
    'kinde',
    'render',
    'sandbox',
    'validate',
  ],
};

/** Rooms within a room that have doors of their own. */
const innerRooms = ['cli/completion', 'cli/git', 'cli/init', 'report/page'];

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
  /** The file's own imports of others in `src`, without extension. */
  readonly own: readonly string[];
  readonly foreign: readonly string[];
}

const sources: readonly Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name);
    const own = names.filter((name) => name.startsWith('.'));
    return {
      file: file.replace(/\.ts$/, ''),
      room: roomOf(file),
      text,
      own: own.map((name) => normalize(join(dirname(file), name)).replace(/\.js$/, '')),
      foreign: names.filter((name) => !name.startsWith('.')),
    };
  });

function roomOf(file: string): string {
  const inner = innerRooms.find((room) => file.startsWith(`${room}/`));
  return inner ?? (file.includes('/') ? (file.split('/')[0] ?? '') : '');
}

/** Returns `file: what is wrong` for every file of which the test says so. */
function findFaults(judge: (source: Source) => readonly string[]): readonly string[] {
  return sources.flatMap((source) => judge(source).map((fault) => `${source.file}: ${fault}`));
}

describe('the rooms', () => {
  it('look into no room but those that they may', () => {
    const isForeign = ({ room }: Source, other: string): boolean =>
      roomOf(other) !== room && roomOf(other) !== 'model' && views[room]?.includes(roomOf(other)) === false;
    expect(findFaults((source) => source.own.filter((other) => isForeign(source, other)))).toEqual([]);
  });

  it('are entered by their doors only', () => {
    const isBreakIn = ({ room }: Source, other: string): boolean =>
      !['model', 'cli', room].includes(roomOf(other)) && doors[roomOf(other)]?.test(other) !== true;
    expect(findFaults((source) => source.own.filter((other) => isBreakIn(source, other)))).toEqual([]);
  });

  it('know kinds by their contract: only the model and the kinds look at the resource of a change', () => {
    const branch = /\bresource [!=]==|case '(organization|user|member|environment)':/g;
    const find = ({ room, text }: Source): readonly string[] =>
      ['kinds', 'model', 'sandbox'].includes(room) ? [] : [...text.matchAll(branch)].map(([match]) => match);
    expect(findFaults(find)).toEqual([]);
  });

  it('name no section, operation or diagnostic of a collection of values: the kinds and the model have them', () => {
    const own = kinds.flatMap(({ values, healable }) =>
      values === null ? [] : [values.section, ...healable],
    );
    const names = [...new Set([...own, ...Object.keys(valueReads), ...Object.keys(valueWrites)])];
    const named = new RegExp(`'(${names.join('|')})['.]|\\.(${names.join('|')})\\b`, 'g');
    expect("entry['featureFlags']; environment.passkeys; 'flag-type'".match(named)).toHaveLength(3);
    const find = ({ room, text }: Source): readonly string[] =>
      ['kinds', 'model', 'sandbox'].includes(room) ? [] : [...text.matchAll(named)].map(([match]) => match);
    expect(findFaults(find)).toEqual([]);
  });

  it('are joined by the plan story, which is short', () => {
    const story = sources.find(({ file }) => file === 'stories/plan');
    expect(story?.text.split('\n').length).toBeLessThan(120);
  });

  it('have no cycle of imports', () => {
    const byFile = new Map(sources.map((source) => [source.file, source]));
    const visit = (file: string, path: readonly string[]): readonly string[] => {
      if (path.includes(file)) return [[...path, file].join(' > ')];
      if (done.has(file)) return [];
      const found = (byFile.get(file)?.own ?? []).flatMap((next) => visit(next, [...path, file]));
      done.add(file);
      return found;
    };
    const done = new Set<string>();
    expect(sources.flatMap(({ file }) => visit(file, []))).toEqual([]);
  });
});

describe('the pure rooms', () => {
  const inPure = ({ room }: Source): boolean => pure.includes(room);

  it('import nothing of the outside', () => {
    // `node:url` for the form of domains, `node:crypto` for hashes, `node:module` for the schema, a part of the package.
    const harmless = ['node:url', 'node:crypto', 'node:module'];
    const isOutside = (name: string): boolean => name.startsWith('node:') && !harmless.includes(name);
    expect(findFaults((source) => (inPure(source) ? source.foreign.filter(isOutside) : []))).toEqual([]);
  });

  it('know no clock, no chance, no process and no network', () => {
    const outside = /\b(Date\.now|new Date\(\)|Math\.random|process\.|globalThis|fetch\(|setTimeout)/g;
    const find = ({ text }: Source): readonly string[] => [...text.matchAll(outside)].map(([match]) => match);
    expect(findFaults((source) => (inPure(source) ? find(source) : []))).toEqual([]);
  });

  it('keep the model free of libraries', () => {
    const foreign = findFaults(({ room, foreign }) => (room === 'model' ? foreign : []));
    expect(foreign).toEqual(['email: node:url'].map((fault) => `model/${fault}`));
  });
});

it('leaves streams and the process to the command line, but for defaults and the warning of the public API', () => {
  const edge = /\b(std(out|err)|console|process\.(env|exit|argv|cwd|on|emitWarning))\b/g;
  const find = ({ room, file, text }: Source): readonly string[] =>
    room === 'cli' || ['main', 'public-api/open-run', 'kinde/isolate-listener'].includes(file)
      ? []
      : [...text.matchAll(edge)].map(([match]) => match);
  expect(findFaults(find)).toEqual([]);
});

it('opens every file with what it is for, and exports by name only', () => {
  const isSilent = ({ text }: Source): boolean => !/^(#!.*\n)?\/\/ \S/.test(text);
  expect(findFaults((source) => (isSilent(source) ? ['no opening comment'] : []))).toEqual([]);
  expect(findFaults(({ text }) => (/^export default/m.test(text) ? ['default export'] : []))).toEqual([]);
});

it('keeps files small', () => {
  const lengths = sources
    .filter(({ file }) => file !== 'model/written-config')
    .map(({ file, text }) => ({ file, lines: text.split('\n').length }));
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).sort((one, other) => one - other);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(90);
});
