// An interception is the order of an intercept or fault; it is carried out before or after a request's effect.
import type { Interception } from '../sandbox.js';
import { ConnectionLost } from './connection-lost.js';

/** Node empties the body of a copied response when the copy is garbage-collected, so the body keeps its copy alive. */
const copies = new WeakMap<ReadableStream, Response>();

/**
 * Returns the ordered answer, or that of `takeEffect`, which gets the user ids to leave out. Throws `ConnectionLost` for
 * an ordered break of the connection.
 */
export function followInterception(
  interception: Interception | undefined,
  takeEffect: (leaveOut: readonly string[]) => Response,
): Response {
  if (interception instanceof Response) return copy(interception);
  if (interception === 'drop-before') throw new ConnectionLost();
  const answer = takeEffect(typeof interception === 'object' ? interception.leaveOut : []);
  if (interception === 'drop-after') throw new ConnectionLost();
  return answer;
}

function copy(response: Response): Response {
  const answer = response.clone();
  if (answer.body !== null) copies.set(answer.body, answer);
  return answer;
}
