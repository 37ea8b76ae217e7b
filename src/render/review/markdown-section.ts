// Renders a section of a review in Markdown: a title and a list, which is cut at a number of bytes with a note.
// Its texts are Markdown already and not escaped again.
import { formatCount } from '../../model/text/count-noun.js';

export interface Entry {
  /** The text of the entry above this one; null for an entry of its own. */
  readonly group: string | null;
  readonly line: string;
  /** True for a change that the pull request does not cause. */
  readonly isDrifted: boolean;
}

export interface Section {
  readonly title: string;
  /** The count in the heading, such as `2 people`; absent for the number of entries. */
  readonly counted?: string;
  /** The sentence above the list; null for none. */
  readonly lead: string | null;
  readonly entries: readonly Entry[];
  /** The sentences below the list; absent for none. They are never cut. */
  readonly tail?: string;
  /** True for a list that is folded until a reader opens it. */
  readonly isFolded?: boolean;
}

/** A section as text, and how many of its entries it shows. */
export interface ShownSection {
  readonly text: string;
  readonly shown: number;
}

/** The most bytes of the note on entries that were left out. */
const noteRoom = 160;
const driftedLead = 'Earlier drift, which this pull request does not cause:';

/** Returns the section in at most `bytes` bytes of UTF-8; `Infinity` shows it whole. */
export function renderSection(section: Section, bytes: number): ShownSection {
  const { entries } = section;
  const frame = renderFrame(section);
  const pieces = renderPieces(entries);
  let room = bytes - byteLength(frame.before) - byteLength(frame.after);
  const whole = pieces.reduce((sum, piece) => sum + byteLength(piece), 0);
  if (whole <= room)
    return { text: `${frame.before}${pieces.join('')}${frame.after}`, shown: entries.length };
  room -= noteRoom;
  let shown = 0;
  let list = '';
  for (const piece of pieces) {
    room -= byteLength(piece);
    if (room < 0) break;
    list += piece;
    shown += 1;
  }
  const note = `- … and ${formatCount(entries.length - shown)} more, for which this comment has no room\n`;
  return { text: `${frame.before}${list}${note}${frame.after}`, shown };
}

/** Returns the section's length when it is shown whole, in bytes of UTF-8. */
export function measureSection(section: Section): number {
  return byteLength(renderSection(section, Infinity).text);
}

/** Returns the length of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function renderFrame({ title, counted, lead, entries, tail, isFolded }: Section): {
  readonly before: string;
  readonly after: string;
} {
  const head = `${title} (${counted ?? formatCount(entries.length)})`;
  const sentence = lead === null ? '' : `${lead}\n\n`;
  const after = tail === undefined ? '\n' : `\n${tail}\n\n`;
  if (isFolded !== true) return { before: `### ${head}\n\n${sentence}`, after };
  return {
    before: `<details>\n<summary>${head}</summary>\n\n${sentence}`,
    after: '\n</details>\n',
  };
}

/** Returns a text for each entry. The first of a group begins with its head, the first that drifted with the lead. */
function renderPieces(entries: readonly Entry[]): readonly string[] {
  const ordered = [
    ...entries.filter(({ isDrifted }) => !isDrifted),
    ...entries.filter(({ isDrifted }) => isDrifted),
  ];
  let before: Entry | null = null;
  return ordered.map((entry) => {
    const isFirstDrifted = entry.isDrifted && before?.isDrifted !== true;
    const isFirstOfGroup = entry.group !== null && (isFirstDrifted || entry.group !== before?.group);
    const gap = before === null ? '' : '\n';
    before = entry;
    return [
      isFirstDrifted ? `${gap}${driftedLead}\n\n` : '',
      isFirstOfGroup ? `- ${entry.group}\n` : '',
      entry.group === null ? `- ${entry.line}\n` : `  - ${entry.line}\n`,
    ].join('');
  });
}
