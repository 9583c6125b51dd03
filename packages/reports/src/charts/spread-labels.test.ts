import fc from "fast-check";
import { expect, it } from "vitest";
import { spreadLabels } from "./spread-labels.ts";

const column = { height: 10, top: 0, bottom: 100 };

it("moves labels apart, in the order of their marks", () => {
  expect(spreadLabels([20, 50], column)).toEqual([20, 50]);
  expect(spreadLabels([50, 48, 49], column)).toEqual([68, 48, 58]);
  expect(spreadLabels([99, 100], column)).toEqual([90, 100]);
});

it("keeps all labels apart and inside as long as they have room", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 11 }), (marks) => {
      const places = spreadLabels(marks, column).sort((left, right) => left - right);
      expect(places.every((place) => place >= 0 && place <= 100)).toBe(true);
      expect(places.slice(1).every((place, at) => place - (places[at] ?? 0) >= 10)).toBe(true);
    }),
  );
});
