import { customerText } from "@cs/models";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { renderAnswer } from "./answer.ts";

const plain = z.strictObject({ count: z.int() });
const written = z.strictObject({ comment: customerText(z.string()).nullable() });
const shown = { detailed: false, lockdown: false };

describe("an output that everybody gets", () => {
  it("is rendered once for each way to show it", () => {
    const output = Object.freeze({ count: 1 });
    const first = renderAnswer(output, { ...shown, schema: plain });
    expect(first).toEqual({ value: { count: 1 }, text: '{"count":1}' });
    expect(renderAnswer(output, { ...shown, schema: plain })).toBe(first);
    expect(() => Object.assign(first.value, { count: 2 })).toThrow(TypeError);
    expect(renderAnswer(output, { ...shown, detailed: true, schema: plain })).not.toBe(first);
  });

  it("has new fences in every answer, and none of its text under lockdown", () => {
    const output = Object.freeze({ comment: "too slow" });
    const texts = [1, 2, 3].map(() => renderAnswer(output, { ...shown, schema: written }).text);
    for (const text of texts) expect(text).toContain("too slow");
    expect(new Set(texts).size).toBe(3);
    for (const _ of texts) {
      const { text } = renderAnswer(output, { ...shown, lockdown: true, schema: written });
      expect(text).toBe('{"comment":{"untrusted":true,"text":null,"omitted":8}}');
    }
  });
});

it("renders an output that may change each time", () => {
  const output = { count: 1 };
  renderAnswer(output, { ...shown, schema: plain });
  output.count = 2;
  expect(renderAnswer(output, { ...shown, schema: plain }).text).toBe('{"count":2}');
});
