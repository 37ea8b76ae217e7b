// Measures the difference between Kinde's clock and ours from the Date header of answers. It sends no request of its own.
import type { Wire } from './wire-defaults.js';

export interface ClockWatch {
  readonly fetch: Wire['fetch'];
  /** Kinde's clock minus ours, in milliseconds, by the quickest answer; null before the first answer with a date. */
  readonly difference: () => number | null;
}

/** Returns a fetch that does what the given one does, and reads the date of each answer. */
export function watchClock({ fetch, now }: Pick<Wire, 'fetch' | 'now'>): ClockWatch {
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
