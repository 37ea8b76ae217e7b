// Selects rows by search and filters, and sorts them. Pure. Selection is fast enough for each keystroke with 100,000 rows; sorting
// runs only when the order changes.
import type { Mark } from '../../model/results/page-data.js';
import { foldText } from './fold-text.js';
import type { PageRow, SearchTexts } from './read-rows.js';

export interface Selection {
  /** Folded words; a selected row contains all of them. */
  readonly words: readonly string[];
  /** A selected row has all of these marks. */
  readonly marks: readonly Mark[];
}

/** Returns the selected rows in the given order. */
export function selectRows(
  rows: readonly PageRow[],
  texts: SearchTexts,
  { words, marks }: Selection,
): readonly PageRow[] {
  if (words.length === 0 && marks.length === 0) return rows;
  const hits = words.map((word): Hits => {
    const [people, places, roles, ways] = texts;
    return [findWord(people, word), findWord(places, word), findWord(roles, word), findWord(ways, word)];
  });
  return rows.filter((row) => marks.every((mark) => row.marks.includes(mark)) && isHit(row, hits));
}

/** For one word: whether each person, organization, set of roles and way contains it. */
type Hits = readonly [readonly boolean[], readonly boolean[], readonly boolean[], readonly boolean[]];

function findWord(texts: readonly string[], word: string): readonly boolean[] {
  return texts.map((text) => text.includes(word));
}

// A plain loop, since it runs for each row at each keystroke.
function isHit({ at: [person, place, role, way] }: PageRow, hits: readonly Hits[]): boolean {
  for (const [people, places, roles, ways] of hits) {
    const isFound =
      people[person] === true || places[place] === true || roles[role] === true || ways[way] === true;
    if (!isFound) return false;
  }
  return true;
}

export interface Order {
  /** Rows of one group stay together; groups keep the order of their first rows. */
  readonly groupOf: ((row: PageRow) => object | null) | null;
  readonly keyOf: (row: PageRow) => string | number;
  readonly isDescending: boolean;
}

/** Returns the sorted rows. An empty text means "not known" and comes last in both directions. */
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
