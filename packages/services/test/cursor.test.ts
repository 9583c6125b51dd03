import { InvalidInputError } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../src/operation/cursor.ts";

const position = z.strictObject({ sortKey: z.union([z.string(), z.number()]), clientId: z.string() });
const question = { filter: { segment: "smb" }, sort: "name" };
const start = { sortKey: "acme", clientId: "cs_1" };
const decode = (cursor: string, asked: unknown = question) => decodeCursor(position, asked, cursor);

describe("a cursor", () => {
  it("of another question is called that, even when its position has another shape", () => {
    const foreign = encodeCursor({ ...question, sort: "arr" }, { arr: 3 });
    expect(() => decode(foreign)).toThrow("This cursor belongs to another filter or sort order.");
  });

  it("gives back any position of its question, and is safe in a URL", () => {
    const any = fc.record({
      sortKey: fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      clientId: fc.string(),
    });
    fc.assert(
      fc.property(any, (at) => {
        const cursor = encodeCursor(question, at);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(JSON.stringify(decode(cursor))).toBe(JSON.stringify(at));
      }),
    );
  });

  it("does not depend on the order in which a filter was written", () => {
    const cursor = encodeCursor({ sort: "name", filter: { segment: "smb" } }, start);
    expect(decode(cursor)).toEqual(start);
  });

  it.each([
    ["another filter", { ...question, filter: { segment: "enterprise" } }],
    ["another sort order", { ...question, sort: "arr" }],
    ["a further filter", { ...question, filter: { segment: "smb", csm: "Kim" } }],
  ])("of %s is refused", (_, other) => {
    const foreign = () => decode(encodeCursor(other, start));
    expect(foreign).toThrow(InvalidInputError);
    expect(foreign).toThrow("This cursor belongs to another filter or sort order.");
  });

  it("that is broken is refused, whatever it holds", () => {
    const whole = encodeCursor(question, start);
    const otherShape = encodeCursor(question, { offset: 3 });
    for (const broken of [
      "",
      "x",
      "é%",
      whole.slice(0, -4),
      whole.slice(4),
      otherShape,
      Buffer.from("{}").toString("base64url"),
    ]) {
      expect(() => decode(broken), broken).toThrow(
        expect.objectContaining({ message: "This cursor is broken.", field: "cursor" }),
      );
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decode(text)).toThrow(InvalidInputError);
      }),
    );
  });
});
