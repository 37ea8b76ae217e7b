// Does what an intercept or a fault orders around the effect of a request.
import type { Interception } from '../sandbox.js';
import { ConnectionLost } from './connection-lost.js';

/** Node empties the body of a copied response as soon as the copy is forgotten: who has the body has the copy. */
const copies = new WeakMap<ReadableStream, Response>();

/**
 * Returns the answer that is ordered, or that of `takeEffect`, which is told the user ids to pass over.
 * Throws `ConnectionLost` where the connection is to break.
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
