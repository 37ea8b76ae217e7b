// Evaluates the expressions that action.yml and the workflows use, as the runner does: names, texts, == != && || and a few
// functions. Throws for everything else, so that a test fails rather than guesses.
import { makeReader } from './read-condition.js';

type Scalar = string | boolean;
export type Context = Readonly<Record<string, string>>;

/** Replaces each `${{ … }}` of a text by its value. */
export function fillIn(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, context)));
}

/** Returns whether a step with this condition runs; without `always()` only after no failure. */
export function holds(condition: string | undefined, context: Context, hasFailed: boolean): boolean {
  if (hasFailed && condition?.includes('always()') !== true) return false;
  return isMet(condition, context);
}

/** Returns whether a job with this condition runs; `failure()` and `cancelled()` are names of the context. */
export function isMet(condition: string | undefined, context: Context): boolean {
  const bare = (condition ?? '').replace(/^\$\{\{(.*)\}\}$/s, '$1').trim();
  return bare === '' || isTrue(evaluate(bare, context));
}

function evaluate(expression: string, context: Context): Scalar {
  const words = [...(expression.match(/'[^']*'|==|!=|&&|\|\||[\w.-]+(?:\(\))?|\S/g) ?? [])];
  const value = readOr(words, context);
  if (words.length > 0) throw new Error(`The test runner does not know ${words.join(' ')}`);
  return value;
}

const readOr = makeReader<Scalar, Context>({ readWord, isTrue, fromBoolean: (value) => value });

function readWord(words: string[], context: Context): Scalar {
  const word = words.shift();
  if (word === 'always()') return true;
  if (word === 'failure()' || word === 'cancelled()') return context[word] === 'true';
  if (words[0] === '(') return callFunction(word, readArguments(words, context));
  if (word?.startsWith("'") === true) return word.slice(1, -1);
  if (word === undefined || !/^[a-z][\w.-]*$/.test(word))
    throw new Error(`The test runner does not know ${word ?? ''}`);
  if (!/^(inputs|steps|github|runner|matrix|secrets|vars)\./.test(word))
    throw new Error(`There is no ${word}`);
  return context[word] ?? '';
}

function readArguments(words: string[], context: Context): readonly string[] {
  const values: string[] = [];
  do {
    words.shift();
    values.push(String(readOr(words, context)));
  } while (words[0] === ',');
  if (words.shift() !== ')') throw new Error('The test runner misses a bracket');
  return values;
}

/** A value that is no text or truth value is carried on as JSON. */
function callFunction(name: string | undefined, [first = '', ...values]: readonly string[]): Scalar {
  if (name === 'fromJSON') return JSON.stringify(JSON.parse(first));
  if (name === 'format') return first.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
  throw new Error(`The test runner does not know the function ${name ?? ''}`);
}

function isTrue(value: Scalar): boolean {
  return value !== '' && value !== false;
}
