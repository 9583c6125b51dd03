import { describe, expect, it } from "vitest";
import { columnsOf, convertRow } from "../src/import/convert-row.ts";
import type { FileRule } from "../src/import/mapping.ts";

const tickets: FileRule = {
  file: "tickets.csv",
  kind: "tickets",
  fields: {
    externalId: "id",
    customer: "account",
    subject: "title",
    priority: { column: "prio", values: { urgent: "P0", low: "P3", none: null } },
    status: { constant: "closed" },
    createdAt: "created",
    firstRepliedAt: { column: "created", plusMinutes: "reply" },
    solvedAt: "closed",
    escalated: "escalated",
  },
};
const row = {
  id: " T-1 ",
  account: "A-1",
  title: "",
  prio: "urgent",
  created: "2024-01-01 10:00",
  reply: "90",
  closed: "",
  escalated: "no",
};
const convert = (part: Record<string, string> = {}, rule = tickets) => convertRow({ ...row, ...part }, rule);

describe("a row", () => {
  it("becomes a fact: trimmed, translated, with constants, empty cells unknown", () => {
    expect(convert()).toEqual({
      fact: {
        externalId: "T-1",
        customer: "A-1",
        subject: null,
        priority: "P0",
        status: "closed",
        createdAt: "2024-01-01T10:00:00.000Z",
        firstRepliedAt: "2024-01-01T11:30:00.000Z",
        solvedAt: null,
        escalated: false,
      },
    });
  });

  it("takes a translation to null as unknown, and an empty cell too", () => {
    for (const prio of ["none", ""]) expect(convert({ prio })).toMatchObject({ fact: { priority: null } });
  });

  it("has no later time without minutes", () => {
    expect(convert({ reply: "" })).toMatchObject({ fact: { firstRepliedAt: null } });
    expect(convert({ reply: "0.5" })).toMatchObject({ fact: { firstRepliedAt: "2024-01-01T10:00:30.000Z" } });
  });

  it.each([
    [
      "a word outside the translations",
      { prio: "high" },
      "priority",
      '"high" is not among the mapped values (urgent, low, none)',
    ],
    [
      "the name of something every object has",
      { prio: "constructor" },
      "priority",
      '"constructor" is not among the mapped values (urgent, low, none)',
    ],
    ["minutes that are no number", { reply: "soon" }, "firstRepliedAt", '"soon" is not a number of minutes'],
    ["an empty id", { id: "  " }, "externalId", "is empty but needed"],
    ["an empty time", { created: "" }, "createdAt", "is empty but needed"],
    ["an end before the start", { closed: "2023-12-31" }, "solvedAt", "must not be before createdAt"],
    ["a bad cell", { escalated: "perhaps" }, "escalated", '"perhaps" is neither true nor false'],
    ["a text that is too long", { title: "x".repeat(501) }, "subject", "must have at most 500 characters"],
    ["a text with NUL", { title: "a\0b" }, "subject", "must not contain NUL or broken characters"],
  ])("is rejected for %s, and the field is named", (_, part, field, reason) => {
    expect(convert(part)).toEqual({ field, reason });
  });

  it("names the currency in which an amount cannot be read", () => {
    const invoices: FileRule = {
      file: "i.csv",
      kind: "invoices",
      fields: {
        externalId: "id",
        customer: "account",
        issuedOn: "day",
        dueOn: "day",
        amount: "amount",
        currency: "currency",
        status: { constant: "open" },
      },
    };
    const invoice = { id: "I-1", account: "A-1", day: "2024-01-31", amount: "10.50", currency: "EUR" };
    const of = (part: Record<string, string>) => convertRow({ ...invoice, ...part }, invoices);
    expect(of({})).toMatchObject({ fact: { amount: 1050, currency: "EUR" } });
    expect(of({ currency: "JPY" })).toEqual({ field: "amount", reason: '"10.50" is not an amount in JPY' });
    expect(of({ currency: "Euro" })).toEqual({ field: "amount", reason: '"Euro" is not an ISO 4217 currency code' });
    expect(of({ day: "2024-02-30" })).toEqual({ field: "issuedOn", reason: "must be a day that exists" });
  });

  it("counts one when use has no count", () => {
    const usage: FileRule = {
      file: "u.csv",
      kind: "usage",
      fields: { externalId: "id", customer: "account", feature: "what", occurredAt: "at", quantity: "n" },
    };
    const use = { id: "U-1", account: "A-1", what: "login", at: "2024-01-01" };
    for (const n of ["", "1"])
      expect(convertRow({ ...use, n }, usage)).toMatchObject({ fact: { quantity: 1, user: null } });
    expect(convertRow({ ...use, n: "-1" }, usage)).toMatchObject({ field: "quantity" });
  });
});

describe("the columns of a rule", () => {
  it("are all that it reads, each once", () => {
    expect(columnsOf({ ...tickets, onlyWhen: "score" })).toEqual([
      "id",
      "account",
      "title",
      "prio",
      "created",
      "reply",
      "closed",
      "escalated",
      "score",
    ]);
  });
});
