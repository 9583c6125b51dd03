import { build } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { DeliveryCoverage } from "../src/import/delivery-coverage.ts";

describe("the last day of a delivery", () => {
  it("is the last on which anything happened, not the start of a future term", () => {
    const coverage = new DeliveryCoverage();
    coverage.add("subscriptions", build.subscription({ startDate: "2030-01-01" }));
    coverage.add("tickets", build.ticket({ createdAt: "2024-03-05T10:00:00.000Z" }));
    coverage.add("usage", build.usage({ occurredAt: "2024-02-01T10:00:00.000Z" }));
    expect(coverage.lastDay).toBe("2024-03-05");
  });

  it("is the last start of a term when nothing happened", () => {
    const coverage = new DeliveryCoverage();
    coverage.add("subscriptions", build.subscription({ startDate: "2024-01-01" }));
    coverage.add("subscriptions", build.subscription({ startDate: "2023-01-01" }));
    expect(coverage.lastDay).toBe("2024-01-01");
  });

  it("is unknown for an empty delivery", () => {
    const coverage = new DeliveryCoverage();
    coverage.addKind("tickets");
    expect(coverage.lastDay).toBeNull();
  });
});
