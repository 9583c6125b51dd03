import { readdirSync } from "node:fs";
import type { CoverageByKind } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, blank, everything, line, nothing, see, ticket, value } from "../../test/account-facts.ts";
import { observe } from "../observing/observe.ts";
import { measureIds, measures } from "./index.ts";

test("the files of this folder are the registered measures", () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => name.replace(/\.ts$/, "").replaceAll("-", "_"));
  expect(files.toSorted()).toEqual(measureIds.toSorted());
  expect(new Set(measureIds).size).toBe(measures.length);
});

test("every measure has a window only where it has feeds, and words for people", () => {
  for (const { id, label, description, needs, windowDays } of measures) {
    expect(label, id).toMatch(/^[A-Z]/);
    expect(description, id).toMatch(/\.$/);
    expect(windowDays === null || needs.length > 0, id).toBe(true);
  }
});

describe("feeds", () => {
  const facts = { tickets: [ticket()], subscriptions: [line()] };
  const covered = (from: string, to: string): CoverageByKind => ({ ...everything, tickets: { from, to } });

  test("a feed that was never connected says nothing, which is not zero", () => {
    const { tickets: _, ...coverage } = everything;
    expect(see("open_p0_tickets", { ...facts, coverage })).toEqual(nothing("no support tickets are connected"));
    expect(see("tickets_per_100_seats_90", { ...facts, coverage })).toEqual(
      nothing("no support tickets are connected"),
    );
  });

  test("a feed may end a week before the as-of day; the observation then speaks for its last day", () => {
    expect(see("open_p0_tickets", { ...facts, coverage: covered("2020-01-01", "2024-12-24") })).toEqual(
      value(0, "2024-12-24"),
    );
    expect(see("open_p0_tickets", { ...facts, coverage: covered("2020-01-01", "2024-12-23") })).toEqual(
      nothing("support ticket data ends 2024-12-23"),
    );
  });

  test("a feed must begin with the window", () => {
    // The 90 days up to and with 2024-12-31 begin on 2024-10-03: 29 + 30 + 31.
    expect(see("tickets_per_100_seats_90", { ...facts, coverage: covered("2024-10-03", asOf) })).toEqual(value(2));
    expect(see("tickets_per_100_seats_90", { ...facts, coverage: covered("2024-10-04", asOf) })).toEqual(
      nothing("support ticket data starts 2024-10-04, the 90 days are not covered"),
    );
  });

  test("a state says nothing of a day before its feed began", () => {
    const later = { ...facts, coverage: covered("2025-01-05", "2025-06-30") };
    expect(see("open_p0_tickets", later)).toEqual(nothing("support ticket data starts 2025-01-05"));
  });

  test("without any feed every measure but the tenure names what is not connected", () => {
    const reasons = Object.entries(observe({ ...blank, coverage: {} })).map(([id, seen]) => [
      id,
      seen.value === null && seen.reason,
    ]);
    expect(Object.fromEntries(reasons)).toMatchInlineSnapshot(`
      {
        "active_days_28": "no usage events are connected",
        "arr_change_365": "no subscriptions are connected",
        "auto_renew_share": "no subscriptions are connected",
        "champion_gone_days": "no contacts are connected",
        "churn_notice_served": "no churn events are connected",
        "csat_share_365": "no survey answers are connected",
        "days_to_opt_out": "no contracts are connected",
        "error_rate_84": "no usage events are connected",
        "escalated_share_180": "no support tickets are connected",
        "events_per_seat_28": "no usage events are connected",
        "features_used_90": "no usage events are connected",
        "first_reply_minutes_median_180": "no support tickets are connected",
        "invoice_overdue_days": "no invoices are connected",
        "nps_mean_365": "no survey answers are connected",
        "open_p0_tickets": "no support tickets are connected",
        "seat_utilisation": "no usage events are connected",
        "tenure_days": "no day is known on which the account became a customer",
        "tickets_per_100_seats_90": "no support tickets are connected",
        "usage_recency_days": "no usage events are connected",
        "usage_trend": "no usage events are connected",
      }
    `);
  });
});
