import { churnRiskIdentifiedEventSchema, type HealthSnapshot } from "@cs/models";
import type { ClaimedEffect } from "@cs/persistence";
import { statementsOf, useTestStore } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventOfEffect, rescore, scoreHistory, scorePortfolio } from "../src/index.ts";
import { addAccount, cover } from "./fixtures.ts";

let day = "2024-06-30";
const clock = () => new Date(`${day}T12:00:00Z`);
const store = useTestStore({ clock });
beforeEach(() => {
  day = "2024-06-30";
});
afterEach(() => store.query("DELETE FROM cs.outbox"));

interface Announced {
  readonly key: string;
  readonly payload: { readonly subject: string; readonly data: Record<string, unknown> };
}
const announced = () => store.query<Announced>("SELECT key, payload FROM cs.outbox ORDER BY key");
const score = (clientIds: readonly string[], input: object = {}) =>
  store.run("calculate_health_score", { clientIds, ...input });

/** Scores an account as if its health were this on the day. */
const stand = (clientId: string, overrideScore: number) =>
  store.run("calculate_health_score", {
    action: "override",
    clientIds: [clientId],
    overrideScore,
    reason: "r",
    expiresOn: "2030-01-01",
  });

/** An account whose score the given days have, oldest first; gives on which of them it was announced. */
async function daysAnnounced(scores: readonly (readonly [string, number])[]): Promise<string[]> {
  const clientId = await addAccount(store);
  for (const [date, value] of scores) {
    day = date;
    await stand(clientId, value);
  }
  const rows = (await announced()).filter(({ payload }) => payload.subject === clientId);
  return rows.map(({ payload }) => String(payload.data["asOf"]));
}

describe("churn.risk_identified", () => {
  it("says what is stored of an account that is badly off, and nothing else", async () => {
    await cover(store, "2023-01-01", "2024-06-30");
    const clientId = await addAccount(store, {
      subscriptions: [
        { externalId: "old", startDate: "2023-01-01", endDate: "2024-01-01", arr: 7, currency: "EUR" },
        { externalId: "new", startDate: "2024-01-01", arr: 2_000_000, currency: "USD" },
        { externalId: "more", startDate: "2024-01-01", arr: 500_000, currency: "USD" },
      ],
      contracts: [{ startDate: "2024-01-01", endDate: "2024-12-31", noticeDays: 60 }],
      usage: Array.from({ length: 40 }, (_, index) => ({
        occurredAt: new Date(Date.parse("2024-04-10T12:00:00Z") + index * 86_400_000).toISOString(),
        user: `u${index % 4}`,
      })),
      surveyResponses: [{ respondedAt: "2024-06-20T12:00:00.000Z", score: 1 }],
      tickets: [{ priority: "P0", createdAt: "2024-06-01T10:00:00.000Z" }],
      invoices: [{ issuedOn: "2024-03-01", dueOn: "2024-03-31" }],
      churnEvents: [{ noticeDate: "2024-06-15", effectiveDate: "2024-12-31", type: "full" }],
    });
    await score([clientId]);
    const [{ result, id } = { result: undefined, id: "" }] = await store.query<{ result: HealthSnapshot; id: string }>(
      "SELECT result, snapshot_id AS id FROM cs.health_snapshots WHERE client_id = $1",
      [clientId],
    );
    if (!result) throw new Error("no score was stored");
    expect(result.score).toBeLessThan(60);
    const [row] = await announced();
    const { externalRefs, reasons, ...data } = row?.payload.data ?? {};
    expect(row?.payload.subject).toBe(clientId);
    expect(data).toEqual({
      clientId,
      asOf: "2024-06-30",
      snapshotId: id,
      score: result.score,
      band: result.band,
      previousBand: null,
      caps: result.capsFired.map(({ label, maximum }) => ({ label, maximum })),
      arr: [{ amount: 2_500_000, currency: "USD" }],
      // 60 days before 2024-12-31.
      optOutDeadline: "2024-11-01",
    });
    expect(externalRefs).toEqual([{ source: "crm", externalId: expect.stringMatching(/^A-/) }]);
    const lost = result.contributions
      .map(({ measure, value, effectiveWeight, points }) => ({ measure, value, lost: 100 * effectiveWeight - points }))
      .toSorted((a, b) => b.lost - a.lost);
    const told = reasons as { measure: string; value: number; lostPoints: number; label: string }[];
    expect(told).toHaveLength(Math.min(5, lost.filter((each) => each.lost >= 0.5).length));
    for (const [index, each] of told.entries()) expect(each.lostPoints).toBeCloseTo(lost[index]?.lost ?? 0, 9);
    expect(lost).toContainEqual({
      measure: told[0]?.measure,
      value: told[0]?.value,
      lost: expect.closeTo(told[0]?.lostPoints ?? 0, 9),
    });
  });

  it("travels as an event that follows its contract", async () => {
    const clientId = await addAccount(store);
    await stand(clientId, 59.9);
    const { promise, resolve } = Promise.withResolvers<ClaimedEffect>();
    const relay = store.persistence.startRelay({
      handlers: { events: async (delivered) => resolve(delivered) },
      onError: () => {},
    });
    const effect = await promise;
    await relay.stop();
    const event = churnRiskIdentifiedEventSchema.parse(eventOfEffect(effect));
    expect(event).toMatchObject({
      id: effect.id,
      source: "/customer-success",
      tenantid: store.tenantId,
      subject: clientId,
      data: { score: 59.9, band: "at_risk", arr: null, optOutDeadline: null },
    });
  });
});

describe("an account is announced", () => {
  it("when its score falls below 60, and not at 60", async () => {
    expect(
      await daysAnnounced([
        ["2024-06-28", 60],
        ["2024-06-29", 59.99],
      ]),
    ).toEqual(["2024-06-29"]);
  });

  it("once until it was well: at 70 or above", async () => {
    expect(
      await daysAnnounced([
        ["2024-06-20", 80],
        ["2024-06-21", 55],
        ["2024-06-22", 40],
        ["2024-06-23", 65],
        ["2024-06-24", 55],
        ["2024-06-25", 75],
        ["2024-06-26", 55],
      ]),
    ).toEqual(["2024-06-21", "2024-06-26"]);
  });

  it("once a day, however often the day is scored, also at the same time", async () => {
    const clientId = await addAccount(store);
    await stand(clientId, 50);
    await stand(clientId, 80);
    await stand(clientId, 45);
    await Promise.all(Array.from({ length: 4 }, () => score([clientId])));
    const run = { ...{ persistence: store.persistence, tenantId: store.tenantId, clock }, asOf: day };
    await rescore({ ...run, runId: "run", signal: new AbortController().signal });
    await scorePortfolio(run);
    const rows = (await announced()).filter(({ payload }) => payload.subject === clientId);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload.data).toMatchObject({ score: 50 });
  });
});

describe("an account is not announced", () => {
  it("for a day that is past, however it is scored", async () => {
    const clientId = await addAccount(store);
    day = "2024-06-20";
    await stand(clientId, 50);
    await store.query("DELETE FROM cs.outbox");
    await store.query("DELETE FROM cs.health_standings");
    day = "2024-06-30";
    await score([clientId], { asOf: "2024-06-29" });
    const options = { persistence: store.persistence, tenantId: store.tenantId, clock };
    await scoreHistory({ ...options, asOf: "2024-06-28", from: "2024-06-21", everyDays: 7 });
    expect(await store.query("SELECT FROM cs.health_standings WHERE client_id = $1", [clientId])).toHaveLength(3);
    expect(await announced()).toEqual([]);
  });

  it("when it has left", async () => {
    const clientId = await addAccount(store, { contracts: [{ startDate: "2023-01-01", endDate: "2024-06-30" }] });
    await stand(clientId, 50);
    expect(await announced()).toEqual([]);
  });

  it("when it belongs to a demo, which stands still", async () => {
    const clientId = await addAccount(store);
    await store.persistence.write(store.tenantId, (tx) => tx.tenants.markDemo(day));
    await stand(clientId, 50);
    await store.persistence.write(store.tenantId, (tx) => tx.tenants.markDemo(null));
    expect(await announced()).toEqual([]);
  });

  it("when it is well, or nobody knows how it is", async () => {
    const clientId = await addAccount(store);
    await stand(clientId, 60);
    await score([await addAccount(store)]);
    expect(await announced()).toEqual([]);
  });
});

it("takes as many SQL statements for 50 accounts as for one", async () => {
  const counts: number[] = [];
  for (const size of [1, 50]) {
    const clientIds: string[] = [];
    for (let count = 0; count < size; count += 1) clientIds.push(await addAccount(store));
    await store.persistence.write(store.tenantId, async (tx) => {
      for (const clientId of clientIds) {
        await tx.overrides.set(clientId, day, { score: 50, reason: "r", author: "a", expiresOn: "2030-01-01" });
      }
    });
    const statements = await statementsOf(() => score(clientIds));
    counts.push(statements.length);
    expect((await announced()).filter(({ payload }) => clientIds.includes(payload.subject))).toHaveLength(size);
  }
  expect(counts).toEqual([17, 17]);
});
