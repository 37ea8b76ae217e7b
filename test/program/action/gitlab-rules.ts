// Evaluates `rules:` as GitLab does, and their conditions: variables, texts, null, == != && || and brackets. Throws for all else.
import { makeReader } from './read-condition.js';

type Value = string | null | boolean;
type Variables = Readonly<Record<string, string>>;

export interface Rule {
  readonly if: string;
  readonly changes?: readonly string[];
  readonly when?: 'never';
}

/** Returns whether the first rule that fits starts the job; `isTouched` says whether files changed that a rule names. */
export function startsJob(rules: readonly Rule[], variables: Variables, isTouched: boolean): boolean {
  const first = rules.find(
    (rule) => holdsRule(rule.if, variables) && (rule.changes === undefined || isTouched),
  );
  return first !== undefined && first.when !== 'never';
}

/** Returns whether the condition holds with these variables. */
export function holdsRule(condition: string, variables: Variables): boolean {
  const words = [...(condition.match(/"[^"]*"|\$\w+|null|==|!=|&&|\|\||[()]|\S+/g) ?? [])];
  const value = readOr(words, variables);
  if (words.length > 0) throw new Error(`The test does not know ${words.join(' ')}`);
  return isTrue(value);
}

const readOr = makeReader<Value, Variables>({ readWord, isTrue, fromBoolean: (value) => value });

function readWord(words: string[], variables: Variables): Value {
  const word = words.shift() ?? '';
  if (word === '(') {
    const value = readOr(words, variables);
    if (words.shift() !== ')') throw new Error('The test misses a bracket');
    return value;
  }
  if (word === 'null') return null;
  if (word.startsWith('"')) return word.slice(1, -1);
  if (word.startsWith('$')) return variables[word.slice(1)] ?? null;
  throw new Error(`The test does not know ${word}`);
}

function isTrue(value: Value): boolean {
  return value !== null && value !== '' && value !== false;
}
