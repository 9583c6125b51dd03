import type { TicketsAnswer } from "./ticket-output.ts";

/** An answer that is no page of anything. */
export function answerOf(
  part: Pick<TicketsAnswer, "tickets" | "policy" | "calendar" | "notSent"> & Partial<TicketsAnswer>,
): TicketsAnswer {
  return { comments: [], events: [], nextCursor: null, total: null, ...part };
}
