// Reads what verify has doubts about, or has repaired: the member lists of organizations, and roles with their permissions.
import type { ApplyRun } from '../kinds/kind.js';
import type { LiveThings } from '../kinds/live-index.js';
import { kindOf } from '../kinds/registry.js';
import type { Repair } from '../kinds/repair.js';
import { nothingTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import type { ListedPeople } from '../model/listed-people.js';

/** The state that was read again, and the organizations whose own member list was read for it. */
export interface ReadAgain {
  readonly things: LiveThings;
  readonly ownLists: ReadonlySet<string>;
}

/**
 * Reads the touched things again, in which every organization has a code, and the organizations of the staying people.
 * Throws what the client throws.
 */
export type ReadBack = (touched: Touched, staying: readonly ListedPeople[]) => Promise<ReadAgain>;

/** Returns the things with everything that the repairs touched, read again. */
export async function readRepaired(
  found: LiveThings,
  repairs: readonly Repair[],
  run: ApplyRun,
  readBack: ReadBack,
): Promise<LiveThings> {
  const codes = repairs.flatMap(({ code }) => code ?? []);
  const others = repairs.filter(({ code }) => code === null).map(({ change }) => change);
  const members = await readOwnLists(found, codes, run);
  if (others.length === 0) return members;
  const entities = others.flatMap((change) => kindOf(change).touches(change).entities);
  const { things } = await readBack({ ...nothingTouched, entities }, []);
  return { ...members, entities: new Map([...(found.entities ?? []), ...(things.entities ?? [])]) };
}

/** Returns the things with the member lists of these organizations, read again. */
export async function readOwnLists(
  found: LiveThings,
  codes: readonly string[],
  { client }: ApplyRun,
): Promise<LiveThings> {
  const lists = await Promise.all(
    [...new Set(codes)].map(async (code) => [code, await client.listMembers(code)] as const),
  );
  if (lists.length === 0) return found;
  const partlyRead = new Set(found.partlyRead);
  for (const [code, { unread }] of lists) {
    if (unread === undefined) partlyRead.delete(code);
    else partlyRead.add(code);
  }
  const own = lists.map(([code, { rows }]) => [code, rows] as const);
  return { ...found, partlyRead, members: new Map([...found.members, ...own]) };
}
