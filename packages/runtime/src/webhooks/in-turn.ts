/** Does one piece of work after the other, in the order in which they are asked for. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Refuses work, with an `Error`, while `mostWaiting` pieces wait already. */
export function inTurn(mostWaiting: number): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return (work) => {
    if (waiting >= mostWaiting) return Promise.reject(new Error(`${waiting} wait already`));
    waiting += 1;
    const done = last.then(() => {
      waiting -= 1;
      return work();
    });
    last = done.catch(() => {});
    return done;
  };
}
