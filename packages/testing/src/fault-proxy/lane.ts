import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { allowanceOf, type Direction, type Fault, latencyOf } from "./fault.ts";

export interface LaneOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly direction: Direction;
  /** Told of the bytes that were passed on. */
  readonly onPassed: (bytes: number) => void;
  /** Breaks the connection. */
  readonly onBroken: () => void;
}

/** One direction of one connection. */
export interface Lane {
  apply(fault: Fault): void;
}

/** Carries bytes in order from one socket to the other, as the fault in force lets them. */
export function openLane({ from, to, direction, onPassed, onBroken }: LaneOptions): Lane {
  const closed = new AbortController();
  let milliseconds = 0;
  let allowance = Number.POSITIVE_INFINITY;
  let delivered = Promise.resolve();

  /** Does one thing after everything before it, `milliseconds` from now at the earliest. */
  function later(action: () => void): void {
    const due = performance.now() + milliseconds;
    delivered = delivered.then(async () => {
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait, undefined, { signal: closed.signal }).catch(() => {});
      if (!closed.signal.aborted) action();
    });
  }

  function pass(chunk: Buffer): void {
    const part = chunk.subarray(0, allowance);
    allowance -= part.length;
    onPassed(part.length);
    if (part.length === chunk.length) to.write(part);
    else if (part.length === 0) onBroken();
    else to.write(part, onBroken);
  }

  from.on("data", (chunk: Buffer) => later(() => pass(chunk)));
  from.on("end", () => later(() => to.end()));
  from.on("close", () => closed.abort());
  to.on("close", () => closed.abort());

  return {
    apply(fault) {
      milliseconds = latencyOf(fault, direction);
      allowance = allowanceOf(fault, direction);
      if (fault.kind === "blackHole") from.pause();
      else from.resume();
    },
  };
}
