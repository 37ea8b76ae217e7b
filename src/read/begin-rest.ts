// Reads on before anybody asked for it, and keeps what arrives until somebody does.
import type { OnRows, Peek } from '../model/client.js';

/** Returns the peek, with the pages after the first one already under way: the first call takes these. */
export function beginRest<Row>(peek: Peek<Row>): Peek<Row> {
  const { rows, readRest } = peek;
  if (readRest === null) return peek;
  const arrived: (readonly Row[])[] = [];
  let pass: OnRows<Row> = (page) => {
    arrived.push(page);
  };
  const underWay = quiet(
    readRest((page) => {
      pass(page);
    }),
  );
  let isTaken = false;
  return {
    rows,
    readRest: (onRows = () => undefined) => {
      if (isTaken) return readRest(onRows);
      isTaken = true;
      for (const page of arrived.splice(0)) onRows(page);
      pass = onRows;
      return underWay;
    },
  };
}

/** Returns what is under way. Whoever never asks for it does not want to hear of its failure either. */
export function quiet<Answer>(underWay: Promise<Answer>): Promise<Answer> {
  underWay.catch(() => undefined);
  return underWay;
}

/** Returns a call that answers with what is under way by then, the first time, and asks anew after that. */
export function answerOnce<Answer>(
  take: () => Promise<Answer>,
  ask: () => Promise<Answer>,
): () => Promise<Answer> {
  let isTaken = false;
  return () => {
    if (isTaken) return ask();
    isTaken = true;
    return take();
  };
}
