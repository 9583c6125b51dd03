import { addDays } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, daysAgo, everything, line, nothing, see, value } from "../../test/account-facts.ts";
import { daysWithout } from "../observing/days-without.ts";

describe("payment and renewal", () => {
  test("invoice_overdue_days", () => {
    const invoices = [
      { dueOn: daysAgo(61), paidOn: null },
      { dueOn: daysAgo(90), paidOn: daysAgo(1) },
      { dueOn: daysAgo(70), paidOn: addDays(asOf, 3) },
      { dueOn: addDays(asOf, 9), paidOn: null },
    ];
    // The third was not paid yet on the day.
    expect(see("invoice_overdue_days", { invoices })).toEqual(value(70));
    expect(see("invoice_overdue_days", { invoices: [{ dueOn: asOf, paidOn: null }] })).toEqual(value(0));
    expect(see("invoice_overdue_days", {})).toEqual(value(0));
  });

  test("invoice_overdue_days leaves what fell due before the last 365 days to the books", () => {
    const open = (ago: number) => ({ dueOn: daysAgo(ago), paidOn: null });
    const overdue = (...ago: number[]) => see("invoice_overdue_days", { invoices: ago.map(open) });
    // 2024-12-31 is the last of the 365 days and 2024-01-02 the first, as 2024 has 366.
    expect(daysAgo(364)).toBe("2024-01-02");
    expect(overdue(364)).toEqual(value(364));
    expect(overdue(365)).toEqual(value(0));
    expect(overdue(900, 365, 20)).toEqual(value(20));
    const young = { ...everything, invoices: { from: daysAgo(10), to: asOf } };
    expect(see("invoice_overdue_days", { invoices: [open(90)], coverage: young })).toEqual(value(90));
  });

  test("arr_change_365", () => {
    // 365 days before 2024-12-31 is 2024-01-01. Then 1000 + 600; now 1000 + 200: 1200 / 1600 - 1
    const subscriptions = [
      line(),
      line({ arr: 600, startDate: "2024-01-01", endDate: "2024-06-01" }),
      line({ arr: 200, startDate: "2024-01-02" }),
    ];
    expect(see("arr_change_365", { subscriptions })).toEqual(value(-0.25));
    expect(see("arr_change_365", { subscriptions: [line({ endDate: asOf })] })).toEqual(value(-1));
    expect(see("arr_change_365", { subscriptions: [line({ startDate: "2024-01-02" })] })).toEqual(
      nothing("there was no ARR on 2024-01-01"),
    );
    expect(see("arr_change_365", { subscriptions: [line(), line({ currency: "USD" })] })).toEqual(
      nothing("the subscriptions have several currencies"),
    );
  });

  test("auto_renew_share", () => {
    const subscriptions = [
      line({ arr: 300, autoRenew: true }),
      line({ arr: 100, autoRenew: false }),
      line({ arr: 5000 }),
      line({ arr: 9000, autoRenew: true, endDate: "2024-05-01" }),
    ];
    expect(see("auto_renew_share", { subscriptions })).toEqual(value(0.75)); // 300 / (300 + 100)
    expect(see("auto_renew_share", { subscriptions: [line()] })).toEqual(
      nothing("no active subscription says whether it renews automatically"),
    );
    expect(see("auto_renew_share", { subscriptions: [line({ arr: 0, autoRenew: true })] })).toEqual(
      nothing("the active subscriptions have no ARR"),
    );
  });

  test("days_to_opt_out", () => {
    const contract = { startDate: "2024-01-01", endDate: "2025-03-31", noticeDays: 60, autoRenew: true };
    // 2025-03-31 - 60 days = 2025-01-30 (31 days of March, 28 of February, 1 of January): 30 days after 2024-12-31.
    const later = { ...contract, endDate: "2025-12-31" };
    expect(see("days_to_opt_out", { contracts: [later, contract] })).toEqual(value(30));
    expect(see("days_to_opt_out", { contracts: [{ ...contract, noticeDays: 100 }] })).toEqual(value(-10));
    const unknown = nothing("no active contract has both a renewal date and notice days");
    expect(see("days_to_opt_out", { contracts: [{ ...contract, noticeDays: null }] })).toEqual(unknown);
    expect(see("days_to_opt_out", { contracts: [{ ...contract, endDate: asOf }] })).toEqual(unknown);
  });

  test("churn_notice_served", () => {
    const event = { noticeDate: asOf, decisionDate: null, effectiveDate: addDays(asOf, 30), type: "full" as const };
    const served = (more: object) => see("churn_notice_served", { churnEvents: [{ ...event, ...more }] }).value;
    expect(see("churn_notice_served", { churnEvents: [event] })).toEqual(value(1));
    expect(served({ type: null, effectiveDate: null })).toBe(1);
    expect(served({ type: "non_renewal", noticeDate: null, decisionDate: daysAgo(9) })).toBe(1);
    expect(served({ noticeDate: addDays(asOf, 1), decisionDate: daysAgo(9) })).toBe(0); // decided, but not yet said
    expect(served({ effectiveDate: asOf })).toBe(0); // has left
    expect(served({ noticeDate: null })).toBe(0);
    for (const type of ["downgrade", "seat_reduction", "involuntary"]) expect(served({ type })).toBe(0);
    expect(see("churn_notice_served", {})).toEqual(value(0));
  });
});

describe("people and time", () => {
  test("champion_gone_days", () => {
    const champion = (departedOn: string | null) => ({ roles: ["user" as const, "champion" as const], departedOn });
    const gone = (...days: (string | null)[]) => see("champion_gone_days", { contacts: days.map(champion) });
    expect(gone(daysAgo(80), daysAgo(45))).toEqual(value(45));
    expect(gone(daysAgo(80), null)).toEqual(value(0));
    expect(gone(addDays(asOf, 5))).toEqual(value(0));
    expect(gone()).toEqual(nothing("no champion was ever known"));
    expect(see("champion_gone_days", { contacts: [{ roles: ["admin"], departedOn: null }] })).toEqual(
      nothing("no champion was ever known"),
    );
  });

  test("champion_gone_days is missing once a year has passed without one", () => {
    const champion = (departedOn: string | null) => ({ roles: ["champion" as const], departedOn });
    const gone = (...days: (string | null)[]) => see("champion_gone_days", { contacts: days.map(champion) });
    expect(gone(daysAgo(365))).toEqual(value(365));
    expect(gone(daysAgo(366))).toEqual(nothing("the last champion left more than a year ago"));
    expect(gone(daysAgo(900), daysAgo(200))).toEqual(value(200));
    expect(gone(daysAgo(900), null)).toEqual(value(0));
  });

  test("days without another role follow the same rule, for the day that is said", () => {
    const without = (departedOn: string | null) =>
      daysWithout("economic_buyer", { contacts: [{ roles: ["economic_buyer"], departedOn }], asOf }, daysAgo(2));
    expect(without(daysAgo(30))).toEqual(value(30, daysAgo(2)));
    expect(without(daysAgo(366))).toEqual(nothing("the last economic buyer left more than a year ago"));
    expect(daysWithout("economic_buyer", { contacts: [], asOf }, asOf)).toEqual(
      nothing("no economic buyer was ever known"),
    );
  });

  test("tenure_days", () => {
    expect(see("tenure_days", { customerSince: "2024-12-01", subscriptions: [line()] })).toEqual(value(30));
    // 2023-01-01 is before the contract; 365 + 365 days to 2024-12-31, because 2024 has a 29 February.
    const contracts = [{ startDate: "2023-02-01", endDate: null, noticeDays: null, autoRenew: null }];
    expect(see("tenure_days", { contracts, subscriptions: [line()], coverage: {} })).toEqual(value(730));
    expect(see("tenure_days", {})).toEqual(nothing("no day is known on which the account became a customer"));
    expect(see("tenure_days", { customerSince: "2025-01-01" })).toEqual(nothing("the account was not a customer yet"));
  });
});
