// An interception is the order of an intercept or fault; it is carried out before or after a request's effect.
import type { Interception } from '../sandbox.js';
import type { Answer } from './answers.js';
import { ConnectionLost } from './connection-lost.js';

/** The order of an intercept, or the answer of a fault in the place of Kinde's. */
export type Order = Interception | Answer;

/** Node empties the body of a copied response when the copy is garbage-collected, so the body keeps its copy alive. */
const copies = new WeakMap<ReadableStream, Response>();

/**
 * Returns the ordered answer, or that of `takeEffect`, which gets the user ids to leave out. Throws `ConnectionLost` for
 * an ordered break of the connection.
 */
export function followInterception(
  order: Order | undefined,
  takeEffect: (leaveOut: readonly string[]) => Answer,
): Answer {
  if (order === 'drop-before') throw new ConnectionLost();
  if (order instanceof Response) return copy(order);
  if (typeof order === 'object' && 'status' in order) return order;
  const answer = takeEffect(typeof order === 'object' ? order.leaveOut : []);
  if (order === 'drop-after') throw new ConnectionLost();
  return answer;
}

function copy(response: Response): Answer {
  const answer = response.clone();
  if (answer.body !== null) copies.set(answer.body, answer);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.body };
}
