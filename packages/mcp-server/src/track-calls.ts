import type { Executor } from "@cs/services";

export interface TrackedCalls {
  readonly executor: Executor;
  /** Resolves once no call is running, at the latest after `milliseconds`. */
  idle(milliseconds: number): Promise<void>;
}

/** Counts the calls that an executor is running, so that a closing server can let them finish. */
export function trackCalls(executor: Executor): TrackedCalls {
  const running = new Set<Promise<unknown>>();
  return {
    executor: {
      operations: executor.operations,
      execute(name, input, call) {
        const result = executor.execute(name, input, call);
        const settled = result.then(
          () => {},
          () => {},
        );
        running.add(settled);
        void settled.then(() => running.delete(settled));
        return result;
      },
    },
    async idle(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      });
      await Promise.race([Promise.all(running), late]);
      clearTimeout(timer);
    },
  };
}
