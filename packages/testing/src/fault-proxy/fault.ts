/** As seen from the client. */
export type Direction = "toServer" | "toClient";

/** What a network does to connections; it holds for those that are open and for those to come. */
export type Fault =
  | { readonly kind: "pass" }
  /** Every byte arrives later by so many milliseconds. */
  | { readonly kind: "latency"; readonly toServer?: number; readonly toClient?: number }
  /** Connections open and stay open, but nothing gets through until another fault is set. */
  | { readonly kind: "blackHole" }
  /** Every connection breaks at once. */
  | { readonly kind: "reset" }
  /** A connection breaks in place of the byte after so many more in one direction; 0 loses the very next answer. */
  | { readonly kind: "resetAfter"; readonly direction: Direction; readonly bytes: number }
  /** Every connection breaks and the port is closed. */
  | { readonly kind: "refuse" };

/** Milliseconds by which bytes arrive late. */
export function latencyOf(fault: Fault, direction: Direction): number {
  return fault.kind === "latency" ? (fault[direction] ?? 0) : 0;
}

/** Bytes that still get through before the connection breaks. */
export function allowanceOf(fault: Fault, direction: Direction): number {
  return fault.kind === "resetAfter" && fault.direction === direction ? fault.bytes : Number.POSITIVE_INFINITY;
}
