/** Wakes a loop that waits; a ring that nobody waited for is heard at the next wait. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or when the time is over. */
  heard(milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async heard(milliseconds) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
}
