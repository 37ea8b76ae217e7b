// The grammar that the conditions of GitHub and GitLab share: comparisons, then `&&`, then `||`.

export interface Language<Value, Names> {
  /** Takes a value, such as a name, from the front of the words. */
  readonly readWord: (words: string[], names: Names) => Value;
  readonly isTrue: (value: Value) => boolean;
  readonly fromBoolean: (value: boolean) => Value;
}

/** Returns a function that takes a whole condition from the front of the words and returns its value. */
export function makeReader<Value, Names>(
  language: Language<Value, Names>,
): (words: string[], names: Names) => Value {
  const { readWord, isTrue, fromBoolean } = language;
  const readComparison = (words: string[], names: Names): Value => {
    const left = readWord(words, names);
    if (words[0] !== '==' && words[0] !== '!=') return left;
    const isEqual = words.shift() === '==';
    return fromBoolean((left === readWord(words, names)) === isEqual);
  };
  const readAnd = (words: string[], names: Names): Value => {
    let value = readComparison(words, names);
    while (words[0] === '&&') {
      words.shift();
      const other = readComparison(words, names);
      value = isTrue(value) ? other : value;
    }
    return value;
  };
  return (words, names) => {
    let value = readAnd(words, names);
    while (words[0] === '||') {
      words.shift();
      const other = readAnd(words, names);
      value = isTrue(value) ? value : other;
    }
    return value;
  };
}
