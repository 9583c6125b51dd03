/** A function that makes a value for each key once and keeps it: for few keys, and values that take long to make. */
export function remembered<Key, Value extends object | number>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
