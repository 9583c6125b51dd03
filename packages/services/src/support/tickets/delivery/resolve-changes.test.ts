import type { TicketFields } from "@cs/models";
import { describe, expect, it, test } from "vitest";
import type { FieldChangeOfTicket } from "../ticket-effects.ts";
import { resolveChanges } from "./resolve-changes.ts";

/** Somebody here saw this ticket and changed something. */
const seen: TicketFields = { subject: "Export fails", status: "open", priority: "P2" };
const solved: FieldChangeOfTicket = { field: "status", before: "open", after: "solved" };
const urgent: FieldChangeOfTicket = { field: "priority", before: "P2", after: "P0" };

describe("a field", () => {
  test.each([
    ["was changed here alone", {}, { left: [solved], overruled: [] }],
    ["was changed there alone, and another one here", { subject: "CSV" }, { left: [solved], overruled: [] }],
    ["was changed on both sides", { status: "pending" as const }, { left: [], overruled: [solved] }],
    ["was changed to the same on both sides", { status: "solved" as const }, { left: [], overruled: [] }],
    ["is not told", { status: null }, { left: [solved], overruled: [] }],
  ])("%s", (_, theirs, expected) => {
    expect(resolveChanges([solved], { ...seen, ...theirs })).toEqual(expected);
  });

  it("is resolved for itself", () => {
    const theirs = { ...seen, priority: "P1" as const };
    expect(resolveChanges([solved, urgent], theirs)).toEqual({ left: [solved], overruled: [urgent] });
  });
});

describe("P4, which Zendesk has as P3", () => {
  test.each([
    [{ field: "priority", before: "P4", after: "P1" } as const, "P3" as const, "left"],
    [{ field: "priority", before: "P3", after: "P4" } as const, "P3" as const, "nothing"],
    [{ field: "priority", before: "P4", after: "P1" } as const, "P2" as const, "overruled"],
  ])("%j where it is %s there: %s", (change, priority, expected) => {
    const { left, overruled } = resolveChanges([change], { ...seen, priority });
    expect(left.length > 0 ? "left" : overruled.length > 0 ? "overruled" : "nothing").toBe(expected);
  });
});
