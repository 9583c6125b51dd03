import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("keys are sorted at every depth and arrays keep their order", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: null, c: 'x"y' } })).toBe('{"a":{"c":"x\\"y","d":null},"b":[2,1]}');
});

test("undefined properties are left out and -0 is 0", () => {
  expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
});

test("text order is that of code units, whatever the locale", () => {
  expect(canonicalJson({ é: 1, a2: 2, a10: 3, a: 4, Z: 5, 2: 6, 10: 7 })).toBe(
    '{"10":7,"2":6,"Z":5,"a":4,"a10":3,"a2":2,"é":1}',
  );
});
