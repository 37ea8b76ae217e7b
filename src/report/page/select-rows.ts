// Which rows a search and the filters leave, and in which order. Pure; quick enough for each keystroke with 100,000
// rows, since sorting is done only when the order changes.
import type { Mark } from '../../model/page-data.js';
import { foldText } from './fold-text.js';
import type { PageRow, SearchTexts } from './read-rows.js';

export interface Selection {
  /** Folded words; a row must hold them all. */
  readonly words: readonly string[];
  /** A row must have them all. */
  readonly marks: readonly Mark[];
}

/** Returns the rows that fit, in the order given. */
export function selectRows(
  rows: readonly PageRow[],
  texts: SearchTexts,
  { words, marks }: Selection,
): readonly PageRow[] {
  if (words.length === 0 && marks.length === 0) return rows;
  const hits = words.map((word): Hits => {
    const [people, places, roles] = texts;
    return [findWord(people, word), findWord(places, word), findWord(roles, word)];
  });
  return rows.filter((row) => marks.every((mark) => row.marks.includes(mark)) && isHit(row, hits));
}

/** Which people, organizations and sets of roles hold a word. */
type Hits = readonly [readonly boolean[], readonly boolean[], readonly boolean[]];

function findWord(texts: readonly string[], word: string): readonly boolean[] {
  return texts.map((text) => text.includes(word));
}

// A loop: this is run for each row at each keystroke.
function isHit({ at: [person, place, role] }: PageRow, hits: readonly Hits[]): boolean {
  for (const [people, places, roles] of hits) {
    if (people[person] !== true && places[place] !== true && roles[role] !== true) return false;
  }
  return true;
}

export interface Order {
  /** Rows of one group stay together, groups in the order in which they come. */
  readonly groupOf: ((row: PageRow) => object | null) | null;
  readonly keyOf: (row: PageRow) => string | number;
  readonly isDescending: boolean;
}

/** Returns the rows sorted; an empty text, which means "not known", comes last either way. */
export function sortRows(
  rows: readonly PageRow[],
  { groupOf, keyOf, isDescending }: Order,
): readonly PageRow[] {
  const ranks = new Map<object | null, number>();
  const keyed = rows.map((row) => {
    const group = groupOf === null ? null : groupOf(row);
    const rank = ranks.get(group) ?? ranks.size;
    ranks.set(group, rank);
    const key = keyOf(row);
    return { row, rank, key: typeof key === 'string' ? foldText(key) : key };
  });
  const sign = isDescending ? -1 : 1;
  keyed.sort((one, other) => one.rank - other.rank || compareKeys(one.key, other.key, sign));
  return keyed.map(({ row }) => row);
}

function compareKeys(one: string | number, other: string | number, sign: number): number {
  if (one === other) return 0;
  if (one === '') return 1;
  if (other === '') return -1;
  return one < other ? -sign : sign;
}
