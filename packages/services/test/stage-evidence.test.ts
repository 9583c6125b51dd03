import { addDays, type LifecycleStage } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover, type Facts } from "./fixtures.ts";

const today = "2024-06-30";

interface Evidence {
  measure: string;
  verdict: string;
  value: number | null;
  needs: string;
  reason: string | null;
}
interface Move {
  to: string;
  verdict: string;
  evidence: Evidence[];
}

/** One event a day of as many users as there are seats in use, on the last `days` days. */
const useOf = (days: number, users: number) =>
  Array.from({ length: days }, (_, back) =>
    Array.from({ length: users }, (_, user) => ({
      externalId: `${back} ${user}`,
      occurredAt: `${addDays(today, -back)}T10:00:00.000Z`,
      user: `u${user}@a.example`,
    })),
  ).flat();
const seats = (number: number) => ({ subscriptions: [{ startDate: "2024-01-01", seats: number, arr: 100_000 }] });

describe("the evidence for a move", () => {
  const store = useTestStore({ asOf: today });
  beforeAll(() => cover(store, "2023-01-01", today));

  async function moveOf(stage: LifecycleStage | null, to: LifecycleStage, facts: Facts): Promise<Move> {
    const clientId = await addAccount(store, { ...facts, customers: [{ lifecycleStage: stage }] });
    const { moves } = await store.run("manage_lifecycle_stages", { action: "evaluate", clientId });
    const found = (moves as Move[]).find((each) => each.to === to);
    if (!found) throw new Error(`${stage} -> ${to} is not allowed`);
    return found;
  }
  const shown = ({ evidence }: Move) =>
    evidence.map(({ measure, verdict, value, needs }) => [measure, verdict, value, needs]);

  it("into adoption is use: recent, on enough days, of enough seats", async () => {
    // 4 days of use, the last one today, by 3 of 10 seats.
    const move = await moveOf("onboarding", "adoption", { ...seats(10), usage: useOf(4, 3) });
    expect(move.verdict).toBe("for");
    expect(shown(move)).toEqual([
      ["usage_recency_days", "for", 0, "<= 14"],
      ["active_days_28", "for", 4, ">= 4"],
      ["seat_utilisation", "for", 0.3, ">= 0.25"],
    ]);
  });

  it("counts against a move as soon as one fact does", async () => {
    const move = await moveOf("onboarding", "adoption", { ...seats(10), usage: useOf(3, 3) });
    expect(move.verdict).toBe("against");
    expect(shown(move)[1]).toEqual(["active_days_28", "against", 3, ">= 4"]);
  });

  it("that is not known is unknown with its reason, and never a no", async () => {
    const move = await moveOf("onboarding", "adoption", { usage: useOf(4, 3) });
    expect(move.verdict).toBe("unknown");
    expect(move.evidence[2]).toMatchObject({ verdict: "unknown", value: null, reason: expect.stringMatching(/seat/) });
    const nothing = await moveOf("onboarding", "adoption", seats(10));
    expect(nothing.evidence.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ["unknown", "no use was ever recorded"],
      ["unknown", "no use was ever recorded"],
      ["unknown", "usage does not name users"],
    ]);
  });

  it("to step back is what the present stage asks for and does not find", async () => {
    const facts = { ...seats(10), usage: useOf(4, 3), surveyResponses: [{ kind: "nps", score: 5 }] } as const;
    const move = await moveOf("value_realization", "adoption", facts);
    expect(shown(move)).toEqual([
      ["active_days_28", "for", 4, "< 8"],
      ["seat_utilisation", "for", 0.3, "< 0.5"],
      ["nps_mean_365", "for", 5, "< 7"],
    ]);
    expect(move.verdict).toBe("for");
    expect((await moveOf("adoption", "value_realization", facts)).verdict).toBe("against");
  });

  it("into renewal is the opt-out deadline", async () => {
    // The term ends on 2024-12-31; with 93 days of notice the deadline is 2024-09-29, 91 days away; with 94 it is 90.
    const term = (noticeDays: number) => ({
      contracts: [{ startDate: "2024-01-01", endDate: "2024-12-31", noticeDays }],
    });
    expect(shown(await moveOf("growth", "renewal", term(94)))).toEqual([["days_to_opt_out", "for", 90, "<= 90"]]);
    expect(shown(await moveOf("growth", "renewal", term(93)))).toEqual([["days_to_opt_out", "against", 91, "<= 90"]]);
    expect(await moveOf("growth", "renewal", {})).toMatchObject({ verdict: "unknown" });
  });

  it("of churn is that it has taken effect and nothing runs", async () => {
    const churned = (type: "full" | "downgrade" | null, effectiveDate: string, endDate: string | null) =>
      moveOf("growth", "churned", {
        subscriptions: [{ startDate: "2024-01-01", endDate }],
        churnEvents: [{ noticeDate: "2024-05-01", decisionDate: null, type, effectiveDate }],
      });
    expect(shown(await churned("full", today, today))).toEqual([
      ["running_terms", "for", 0, "<= 0"],
      ["churns_in_effect", "for", 1, ">= 1"],
    ]);
    expect((await churned(null, today, today)).verdict).toBe("for");
    expect(shown(await churned("downgrade", today, null))).toEqual([
      ["running_terms", "against", 1, "<= 0"],
      ["churns_in_effect", "against", 0, ">= 1"],
    ]);
    expect((await churned("full", addDays(today, 1), today)).evidence[1]).toMatchObject({ verdict: "against" });
    const reason = "no contract and no subscription was ever recorded";
    expect((await moveOf("growth", "churned", {})).evidence[0]).toMatchObject({ verdict: "unknown", reason });
  });

  it("of a client that was won back is that a term runs again", async () => {
    const subscriptions = [
      { externalId: "1", startDate: "2023-01-01", endDate: "2024-01-01" },
      { externalId: "2", startDate: "2024-06-30", endDate: null },
    ];
    expect(shown(await moveOf("churned", "won_back", { subscriptions }))).toEqual([
      ["running_terms", "for", 1, ">= 1"],
    ]);
  });

  it("is of today: what happens later does not count", async () => {
    const later = { ...seats(10), usage: [{ occurredAt: `${addDays(today, 1)}T10:00:00.000Z` }] };
    const { evidence } = await moveOf("onboarding", "adoption", later);
    expect(evidence[0]).toMatchObject({ verdict: "unknown", value: null });
  });
});

describe("without any feed", () => {
  const store = useTestStore({ asOf: today });

  it("everything is unknown, and names what is not connected", async () => {
    const clientId = await addAccount(store, { customers: [{ lifecycleStage: "growth" }], ...seats(10) });
    await store.query("UPDATE cs.subscriptions SET end_date = '2024-06-01'");
    const { moves } = await store.run("manage_lifecycle_stages", { action: "evaluate", clientId });
    const evidence = (moves as Move[]).flatMap((move) => move.evidence);
    expect(evidence.length).toBeGreaterThan(0);
    for (const each of evidence) expect(each).toMatchObject({ verdict: "unknown", value: null });
    expect([...new Set(evidence.map(({ reason }) => reason))].toSorted()).toEqual([
      "no churn events are connected",
      "no contracts are connected",
      "no subscriptions are connected",
      "no usage events are connected",
    ]);
  });
});
