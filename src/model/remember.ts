// What is worked out once for an object and asked for by several stages. Forgotten with the object.

/** Returns the function as one that does its work once for each object. */
export function remember<Key extends object, Result extends object | boolean>(
  work: (key: Key) => Result,
): (key: Key) => Result {
  const known = new WeakMap<Key, Result>();
  return (key) => {
    let result = known.get(key);
    if (result === undefined) {
      result = work(key);
      known.set(key, result);
    }
    return result;
  };
}
