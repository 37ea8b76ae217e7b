import { foldText } from './fold-text.js';
/** Returns the rows that fit, in the order given. */
export function selectRows(rows, texts, { words, marks }) {
  if (words.length === 0 && marks.length === 0) return rows;
  const hits = words.map((word) => {
    const [people, places, roles] = texts;
    return [findWord(people, word), findWord(places, word), findWord(roles, word)];
  });
  return rows.filter((row) => marks.every((mark) => row.marks.includes(mark)) && isHit(row, hits));
}
function findWord(texts, word) {
  return texts.map((text) => text.includes(word));
}
// A loop: this is run for each row at each keystroke.
function isHit({ at: [person, place, role] }, hits) {
  for (const [people, places, roles] of hits) {
    if (people[person] !== true && places[place] !== true && roles[role] !== true) return false;
  }
  return true;
}
/** Returns the rows sorted; an empty text, which means "not known", comes last either way. */
export function sortRows(rows, { groupOf, keyOf, isDescending }) {
  const ranks = new Map();
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
function compareKeys(one, other, sign) {
  if (one === other) return 0;
  if (one === '') return 1;
  if (other === '') return -1;
  return one < other ? -sign : sign;
}
