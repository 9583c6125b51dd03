import { describe, expect, it } from "vitest";
import { externalIdSchema, sourceSchema } from "./source.ts";
import { text } from "./text.ts";

const unstorable = ["a\0b", "\ud800", "a\udc00b"];

describe("a text", () => {
  it("is trimmed and otherwise kept as it is", () => {
    for (const value of ["O'Brien -- please DROP", "日本 😀", "<script>", "a\nb", "=1+1"]) {
      expect(text(100).parse(` ${value}\t`)).toBe(value);
    }
  });

  it("is refused when it is empty, too long, or cannot be stored", () => {
    for (const value of ["", " \n ", "x".repeat(11), ...unstorable]) {
      expect(text(10).safeParse(value).success, JSON.stringify(value)).toBe(false);
    }
    expect(text(10).safeParse(` ${"x".repeat(10)} `).success).toBe(true);
  });
});

describe("an external id", () => {
  it("is trimmed, not empty and at most 200 characters", () => {
    expect(externalIdSchema.parse(" A-1 ")).toBe("A-1");
    for (const value of ["", "  ", "x".repeat(201)]) expect(externalIdSchema.safeParse(value).success).toBe(false);
  });

  it("is refused when it cannot be stored", () => {
    for (const value of unstorable)
      expect(externalIdSchema.safeParse(value).success, JSON.stringify(value)).toBe(false);
  });
});

describe("a source", () => {
  it("is a short name in lower case", () => {
    for (const name of ["crm", "billing-export", "s3_files", `a${"b".repeat(39)}`])
      expect(sourceSchema.parse(name)).toBe(name);
    for (const name of ["CRM", "1st", "", "a b", `a${"b".repeat(40)}`, "é"]) {
      expect(sourceSchema.safeParse(name).success, name).toBe(false);
    }
  });
});
