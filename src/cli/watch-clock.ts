// Compares clocks by the way: every answer says what time it is where it comes from. Changes no request and no answer.
import type { World } from './world.js';

export interface ClockWatch {
  readonly fetch: World['fetch'];
  /** The other clock less ours in milliseconds, by the quickest answer; null before the first that tells the time. */
  readonly difference: () => number | null;
}

/** Returns a fetch that watches what the answers of the given one say of the time. */
export function watchClock({ fetch, now }: Pick<World, 'fetch' | 'now'>): ClockWatch {
  let best: { readonly took: number; readonly difference: number } | null = null;
  return {
    fetch: async (input, init) => {
      const sentAt = now();
      const response = await fetch(input, init);
      const took = now() - sentAt;
      const time = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(time) && (best === null || took < best.took))
        best = { took, difference: time - (sentAt + took / 2) };
      return response;
    },
    difference: () => best?.difference ?? null,
  };
}
