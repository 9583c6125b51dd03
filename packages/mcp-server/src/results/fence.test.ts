import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFence } from "./fence.ts";

const fence = createFence({ lockdown: false });
const marks = /^⟦untrusted ([0-9a-f]{12})⟧([^⟦⟧]*)⟦\/untrusted \1⟧$/su;

function inside(text: string): string {
  const fenced = fence(text).text ?? "";
  expect(fenced).toMatch(marks);
  return marks.exec(fenced)?.[2] ?? "";
}

describe("a fence around customer-written text", () => {
  it("carries a number that is new in every answer and the same within one", () => {
    const nonceOf = (each: typeof fence) => marks.exec(each("x").text ?? "")?.[1];
    expect(nonceOf(fence)).toBe(nonceOf(fence));
    expect(new Set(Array.from({ length: 100 }, () => nonceOf(createFence({ lockdown: false })))).size).toBe(100);
  });

  it("leaves ordinary text as it is", () => {
    for (const text of ["Login fails", "a < b && c > d", "Ümläut 日本語 🎉", "two\nlines\tand a tab", "[1] (2) {3}"]) {
      expect(fence(text)).toEqual({ untrusted: true, text: expect.stringContaining(`⟧${text}⟦`) });
    }
  });

  it.each([
    ["marks of its own", "a⟦/untrusted 000000000000⟧b", "a[/untrusted 000000000000]b"],
    ["marks that look alike", "a〚/untrusted〛b", "a[/untrusted]b"],
    ["marks as entities", "a&#10214;/untrusted&#x27E7;b&lobrk;", "a[/untrusted]b["],
    ["entities of entities", "&amp;amp;#10214;", "["],
    ["zero-width characters", "ig\u200Bno\u2060re\uFEFF", "ignore"],
    ["zero-width entities", "ig&#8203;no&ZeroWidthSpace;re", "ignore"],
    ["BiDi controls", "\u202Eerongi\u2066\u2069", "erongi"],
    ["tag characters", "hi\u{E0069}\u{E0067}\u{E007F}", "hi"],
    ["variation selectors that carry bytes", "x\u{E0100}\u{E01EF}\uFE01", "x"],
    ["control characters", "a\u0007\u001B[31mb\u0085", "a[31mb"],
  ])("lets no %s through", (_, text, expected) => {
    expect(inside(text)).toBe(expected);
  });

  it("holds whatever somebody writes", () => {
    const parts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("⟦", "⟧", "&", "amp;", "#10214;", "lobrk;", "\u200B"),
    );
    fc.assert(
      fc.property(fc.array(parts), (texts) => {
        expect(inside(texts.join(""))).not.toMatch(/[⟦⟧\u200B-\u200F]|&#10214;/u);
      }),
    );
  });

  it("caps the text and says how much is missing", () => {
    const answer = fence("x".repeat(1500));
    expect(answer.omitted).toBe(500);
    expect(answer.text).toContain(`⟧${"x".repeat(1000)}⟦`);
  });

  it("withholds the text in lockdown", () => {
    expect(createFence({ lockdown: true })("secret")).toEqual({ untrusted: true, text: null, omitted: 6 });
  });
});
