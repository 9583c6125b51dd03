import { expect, it } from "vitest";
import { deepFreeze } from "./deep-freeze.ts";

it("lets nothing be changed, however deep and whatever was frozen before", () => {
  const value = { list: [{ count: 1 }], half: Object.freeze({ inner: { open: true } }), text: "a", none: null };
  expect(deepFreeze(value)).toBe(value);
  expect(() => value.list.push({ count: 2 })).toThrow(TypeError);
  expect(() => Object.assign(value.list[0] ?? {}, { count: 2 })).toThrow(TypeError);
  expect(() => Object.assign(value.half.inner, { open: false })).toThrow(TypeError);
  expect(value).toEqual({ list: [{ count: 1 }], half: { inner: { open: true } }, text: "a", none: null });
});
