// Shares the room of a comment out among its sections: the weightier a section, the more of it is shown.
// It cuts lists, never an entry.
import { measureSection, renderSection } from './markdown-section.js';
import type { Section } from './markdown-section.js';

/** A section and its weight: of two that do not both fit, the one with the lower number is shown first. */
export interface WeighedSection extends Section {
  readonly rank: number;
}

export interface FittedSections {
  /** In the order in which they were given. */
  readonly texts: readonly string[];
  /** Titles of the sections that were cut, with the number of entries left out. */
  readonly leftOut: readonly { readonly title: string; readonly count: number }[];
}

/** What every section gets however much there is of weightier ones, in bytes. */
const leastRoom = 2500;

/** Returns the sections in at most `bytes` bytes of UTF-8. Room for `leastRoom` a section must be there. */
export function fitSections(sections: readonly WeighedSection[], bytes: number): FittedSections {
  const rooms = shareRoom(sections, bytes);
  const fitted = sections.map((section) => renderSection(section, rooms.get(section) ?? 0));
  const leftOut = sections.flatMap(({ title, entries }, index) => {
    const count = entries.length - (fitted[index]?.shown ?? 0);
    return count === 0 ? [] : [{ title, count }];
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
