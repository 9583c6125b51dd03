import type { ServerResponse } from "node:http";
import type { Refusal } from "./refuse.ts";

/** The answer to whoever comes while a server ends. */
export const draining: Refusal = {
  status: 503,
  message: "The server is stopping",
  headers: { connection: "close", "retry-after": "1" },
};

/** Requests that are being answered, so that a closing server can let them finish. */
export class InFlight {
  readonly #responses = new Set<ServerResponse>();
  readonly #listeners = new Set<() => void>();
  /** Whether nothing new is to be answered. */
  draining = false;

  /** Counts a request until its connection has its answer or is gone. */
  add(response: ServerResponse): void {
    this.#responses.add(response);
    response.once("close", () => {
      this.#responses.delete(response);
      if (this.#responses.size === 0) for (const listener of this.#listeners) listener();
    });
  }

  /** Resolves once none is left, at the latest after `milliseconds`. */
  async idle(milliseconds: number): Promise<void> {
    if (this.#responses.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#listeners.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
