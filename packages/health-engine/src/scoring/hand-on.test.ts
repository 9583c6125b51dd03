import { expect, test } from "vitest";
import { handOn } from "./hand-on.ts";

test("nothing missing, nothing handed on", () => {
  expect(handOn({ covered: 1, leftOut: 0 })).toEqual({ factor: 1, keptShare: 0 });
});

test("up to half of the covered weight can be handed on", () => {
  expect(handOn({ covered: 0.8, leftOut: 0.2 })).toEqual({ factor: 1.25, keptShare: 0 });
  // 2/3 can take the whole of 1/3, in spite of binary fractions.
  expect(handOn({ covered: 2 / 3, leftOut: 1 / 3 })).toEqual({ factor: 1.5, keptShare: 0 });
});

test("the rest is kept", () => {
  // .5 takes .25 of the missing .5; half of it is kept.
  expect(handOn({ covered: 0.5, leftOut: 0.5 })).toEqual({ factor: 1.5, keptShare: 0.5 });
});
