// Divides the bytes of a comment among its sections by rank. It shortens lists, never an entry.
import { measureSection, renderSection } from './markdown-section.js';
import type { Section } from './markdown-section.js';

/** A section with its rank: the section with the lower rank gets its bytes first. */
export interface WeighedSection extends Section {
  readonly rank: number;
}

/** A section that was cut, with the numbers of its entries. */
export interface CutSection extends Pick<Section, 'title'> {
  /** The number of entries left out. */
  readonly count: number;
  readonly total: number;
}

export interface FittedSections {
  /** The texts, in the given order. */
  readonly texts: readonly string[];
  /** The sections that were cut. */
  readonly leftOut: readonly CutSection[];
}

/** The least number of bytes for each section, whatever sections of lower rank need. */
const leastRoom = 2500;

/**
 * Returns the sections in at most `bytes` bytes of UTF-8, which must be `leastRoom` for each section or more. Folded sections
 * repeat others, so they are left out where not everything fits.
 */
export function fitSections(sections: readonly WeighedSection[], bytes: number): FittedSections {
  const fitted = shortenSections(sections, bytes);
  if (fitted.leftOut.length === 0) return fitted;
  return shortenSections(
    sections.filter(({ isFolded }) => isFolded !== true),
    bytes,
  );
}

function shortenSections(sections: readonly WeighedSection[], bytes: number): FittedSections {
  const rooms = shareRoom(sections, bytes);
  const fitted = sections.map((section) => renderSection(section, rooms.get(section) ?? 0));
  const leftOut = sections.flatMap(({ title, entries }, index) => {
    const count = entries.length - (fitted[index]?.shown ?? 0);
    return count === 0 ? [] : [{ title, count, total: entries.length }];
  });
  return { texts: fitted.map(({ text }) => text), leftOut };
}

function shareRoom(sections: readonly WeighedSection[], bytes: number): ReadonlyMap<Section, number> {
  const sizes = new Map(sections.map((section) => [section, measureSection(section)]));
  const leastOf = (section: WeighedSection): number => Math.min(sizes.get(section) ?? 0, leastRoom);
  let kept = sections.reduce((sum, section) => sum + leastOf(section), 0);
  let free = bytes;
  const rooms = new Map<Section, number>();
  for (const section of [...sections].sort((one, other) => one.rank - other.rank)) {
    kept -= leastOf(section);
    const room = Math.min(sizes.get(section) ?? 0, free - kept);
    rooms.set(section, room);
    free -= room;
  }
  return rooms;
}
