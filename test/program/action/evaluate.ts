// Evaluates the expressions that action.yml uses, as the runner does: names, texts, == != && || and always().
// Throws for everything else, so that a test fails rather than guesses.

type Scalar = string | boolean;
export type Context = Readonly<Record<string, string>>;

/** Replaces each `${{ … }}` of a text by its value. */
export function fillIn(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, context)));
}

/** Returns whether a step with this condition runs; without `always()` only after no failure. */
export function holds(condition: string | undefined, context: Context, hasFailed: boolean): boolean {
  const bare = (condition ?? '').replace(/^\$\{\{(.*)\}\}$/s, '$1').trim();
  if (hasFailed && !bare.includes('always()')) return false;
  return bare === '' || isTrue(evaluate(bare, context));
}

function evaluate(expression: string, context: Context): Scalar {
  const words = expression.match(/'[^']*'|==|!=|&&|\|\||[\w.()-]+|\S/g) ?? [];
  return readOr([...words], context);
}

function readOr(words: string[], context: Context): Scalar {
  let value = readAnd(words, context);
  while (words[0] === '||') {
    words.shift();
    const other = readAnd(words, context);
    value = isTrue(value) ? value : other;
  }
  if (words.length > 0) throw new Error(`The test runner does not know ${words.join(' ')}`);
  return value;
}

function readAnd(words: string[], context: Context): Scalar {
  let value = readComparison(words, context);
  while (words[0] === '&&') {
    words.shift();
    const other = readComparison(words, context);
    value = isTrue(value) ? other : value;
  }
  return value;
}

function readComparison(words: string[], context: Context): Scalar {
  const left = readWord(words.shift(), context);
  if (words[0] !== '==' && words[0] !== '!=') return left;
  const isEqual = words.shift() === '==';
  return (left === readWord(words.shift(), context)) === isEqual;
}

function readWord(word: string | undefined, context: Context): Scalar {
  if (word === 'always()') return true;
  if (word?.startsWith("'") === true) return word.slice(1, -1);
  if (word === undefined || !/^[a-z][\w.-]*$/.test(word))
    throw new Error(`The test runner does not know ${word ?? ''}`);
  if (!/^(inputs|steps|github|runner)\./.test(word)) throw new Error(`There is no ${word}`);
  return context[word] ?? '';
}

const isTrue = (value: Scalar): boolean => value !== '' && value !== false;
