import { type MailEventKind, type MessageState, mailEventKinds, messageStates } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movesAfter } from "./state-after-events.ts";

/** What `move` does to one message. */
function stateAfter(start: MessageState, kinds: readonly MailEventKind[]): MessageState {
  const [move] = movesAfter(kinds.map((kind) => ({ messageId: "m", kind })));
  return move?.from.includes(start) ? move.state : start;
}

describe("the state after events", () => {
  it.each([
    ["accepted", ["processed"], "sent"],
    ["accepted", ["deferred", "processed"], "sent"],
    ["unknown", ["delivered"], "delivered"],
    ["sent", ["opened"], "delivered"],
    ["sent", ["delivered", "bounced"], "bounced"],
    ["sent", ["blocked"], "bounced"],
    ["delivered", ["processed", "deferred"], "delivered"],
    ["bounced", ["delivered"], "bounced"],
    ["bounced", ["spam_reported"], "complained"],
    ["suppressed", ["resubscribed"], "suppressed"],
  ] as const)("of %s after %j is %s", (start, kinds, expected) => {
    expect(stateAfter(start, kinds)).toBe(expected);
  });

  it("is the same in whatever order and in however many parts they come", () => {
    const events = fc.array(fc.constantFrom(...mailEventKinds), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...messageStates), events, fc.func(fc.nat()), (start, kinds, rank) => {
        const shuffled = kinds.toSorted((a, b) => rank(a) - rank(b));
        const one = kinds.reduce<MessageState>((state, kind) => stateAfter(state, [kind]), start);
        expect(shuffled.reduce<MessageState>((state, kind) => stateAfter(state, [kind]), start)).toBe(one);
        expect(stateAfter(start, kinds)).toBe(one);
      }),
    );
  });

  it("is not moved by mail that was not sent from here", () => {
    expect(movesAfter([{ messageId: null, kind: "delivered" }])).toEqual([]);
  });
});
