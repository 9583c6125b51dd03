/** Runs what has the same key one after the other, in the order in which it came. */
export function inTurn() {
  const last = new Map<string, Promise<unknown>>();
  return async <Value>(key: string, run: () => Promise<Value>): Promise<Value> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(run, run);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
