// Evaluates the conditions of `rules:` as GitLab does: variables, texts, null, == != && || and brackets. Throws for all else.

type Value = string | null | boolean;
type Variables = Readonly<Record<string, string>>;

/** Returns whether the condition holds with these variables. */
export function holdsRule(condition: string, variables: Variables): boolean {
  const words = [...(condition.match(/"[^"]*"|\$\w+|null|==|!=|&&|\|\||[()]|\S+/g) ?? [])];
  const value = readOr(words, variables);
  if (words.length > 0) throw new Error(`The test does not know ${words.join(' ')}`);
  return isTrue(value);
}

function readOr(words: string[], variables: Variables): Value {
  let value = readAnd(words, variables);
  while (words[0] === '||') {
    words.shift();
    const other = readAnd(words, variables);
    value = isTrue(value) || isTrue(other);
  }
  return value;
}

function readAnd(words: string[], variables: Variables): Value {
  let value = readComparison(words, variables);
  while (words[0] === '&&') {
    words.shift();
    const other = readComparison(words, variables);
    value = isTrue(value) && isTrue(other);
  }
  return value;
}

function readComparison(words: string[], variables: Variables): Value {
  const left = readWord(words, variables);
  if (words[0] !== '==' && words[0] !== '!=') return left;
  const isEqual = words.shift() === '==';
  return (left === readWord(words, variables)) === isEqual;
}

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

const isTrue = (value: Value): boolean => value !== null && value !== '' && value !== false;
