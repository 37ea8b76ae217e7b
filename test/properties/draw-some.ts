import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';

/**
 * Draws some of the items, in their order. Only places reach the generator, since it compares its arguments with those of
 * every earlier call.
 */
export function drawSome<Item>(
  g: GeneratorValue,
  items: readonly Item[],
  limits?: fc.SubarrayConstraints,
): Item[] {
  const places = g(fc.subarray<number>, [...items.keys()], limits);
  return items.filter((_, place) => places.includes(place));
}
