import { defaultScorecard } from "@cs/health-engine";
import type { Scorecard } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { publishScorecards } from "../src/index.ts";
import { addAccount, cover, scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
let clientId: string;
let customer: string;

const instant = (offset: number) => new Date(Date.parse(`${asOf}T12:00:00Z`) + offset * 86_400_000).toISOString();
const dayOf = (offset: number) => instant(offset).slice(0, 10);

beforeAll(() => cover(store, "2023-01-01", "2024-12-31"));

/** Four people use it every day; half of what a test needs to get a score between the bands. */
beforeEach(async () => {
  clientId = await addAccount(store, {
    customers: [{ customerSince: "2024-03-01", segment: "smb" }],
    subscriptions: [{ seats: 8, autoRenew: true }],
    contacts: [{ roles: ["champion"] }],
    usage: Array.from({ length: 84 }, (_, index) => ({
      occurredAt: instant(index - 83),
      user: `u${index % 4}`,
      quantity: 5,
    })),
    tickets: [{ createdAt: instant(-10), firstRepliedAt: instant(-10), solvedAt: instant(-9), status: "solved" }],
    surveyResponses: [{ respondedAt: instant(-9), score: 4 }],
  });
  const [ref] = await store.query<{ external_id: string }>(
    "SELECT external_id FROM cs.external_refs WHERE client_id = $1",
    [clientId],
  );
  customer = ref?.external_id ?? "";
});

interface Change {
  from: string | null;
  difference: number | null;
  reason: string | null;
  factors: Record<string, number> | null;
  measures: { measure: string; points: number }[];
}
interface Result {
  snapshotId: string;
  score: number;
  band: string;
  computedScore: number;
  heldFrom: string | null;
  override: { score: number; author: string; inForce: boolean } | null;
  capsFired: { id: string }[];
  scorecard: { id: string; version: number };
  inputHash: string;
  change?: Change;
  reach?: { reachable: boolean; band: string; score: number; changes: { measure: string; to: number }[] } | null;
  sensitivity?: { range: { low: number; high: number }; leftOut: { measure: string }[] };
}
const run = (input: object) => store.run("calculate_health_score", input);
async function scoreOf(input: object = {}): Promise<Result> {
  const { results } = (await run({ clientIds: [clientId], ...input })) as { results: Result[] };
  const [result] = results;
  if (!result) throw new Error("no result");
  return result;
}
const replay = async (snapshotId: string) => (await run({ action: "replay", snapshotId }))["replay"];
const deliverLate = () =>
  store.persistence.write(store.tenantId, async (tx) => {
    const own = { customer, externalId: `late-${customer}` };
    await tx.facts.write("tickets", "crm", [
      {
        ...own,
        subject: null,
        priority: "P0",
        status: "open",
        createdAt: instant(-3),
        firstRepliedAt: null,
        solvedAt: null,
        escalated: true,
      },
    ]);
    await tx.facts.write("surveyResponses", "crm", [
      { ...own, kind: "csat", score: 1, respondedAt: instant(-4), comment: null },
    ]);
  });

describe("replaying a snapshot", () => {
  it("gives the same bytes after late facts have changed what the day scores", async () => {
    const before = await scoreOf();
    const result = "SELECT result::text FROM cs.health_snapshots WHERE snapshot_id = $1";
    const stored = await store.query(result, [before.snapshotId]);
    await deliverLate();
    const after = await scoreOf();
    expect(after.score).toBeLessThan(before.score);
    expect(after.snapshotId).not.toBe(before.snapshotId);
    expect(await replay(before.snapshotId)).toMatchObject({ identical: true, difference: null, score: before.score });
    expect(await replay(after.snapshotId)).toMatchObject({ identical: true, score: after.score });
    expect(await store.query(result, [before.snapshotId])).toEqual(stored);
  });

  it("keeps both pictures of the day, each with the time it was known from", async () => {
    await scoreOf();
    await deliverLate();
    await scoreOf();
    await scoreOf();
    const known = await store.query<{ p0: number; asOf: string }>(
      `SELECT (observations -> 'open_p0_tickets' ->> 'value')::int AS p0, as_of::text AS "asOf"
       FROM cs.measure_observations WHERE client_id = $1 ORDER BY recorded_at`,
      [clientId],
    );
    expect(known).toEqual([
      { p0: 0, asOf },
      { p0: 1, asOf },
    ]);
  });

  it("is the same for a snapshot of before, with its keys in another order", async () => {
    const { snapshotId } = await scoreOf();
    const written = async () =>
      store.query("SELECT result::text FROM cs.health_snapshots WHERE snapshot_id = $1", [snapshotId]);
    const asWritten = await written();
    await store.query("UPDATE cs.health_snapshots SET result = result::jsonb WHERE snapshot_id = $1", [snapshotId]);
    expect(await written()).not.toEqual(asWritten);
    expect(await replay(snapshotId)).toMatchObject({ identical: true });
  });

  it("says what differs when the stored score was tampered with", async () => {
    const { snapshotId, score } = await scoreOf();
    await store.query(
      "UPDATE cs.health_snapshots SET result = jsonb_set(result::jsonb, '{score}', '99.5') WHERE snapshot_id = $1",
      [snapshotId],
    );
    expect(await replay(snapshotId)).toMatchObject({
      identical: false,
      difference: { field: "score", stored: 99.5, recomputed: score },
    });
  });

  it("names an unknown snapshot and a field of another action", async () => {
    await expect(replay("hs_none")).rejects.toMatchObject({ code: "not_found", field: "snapshotId" });
    await expect(run({ action: "replay" })).rejects.toMatchObject({ field: "snapshotId" });
    await expect(run({ action: "replay", snapshotId: "hs_none", asOf })).rejects.toMatchObject({ field: "asOf" });
  });
});

describe("explaining a score", () => {
  it("attributes the change since the score before, summing to the difference", async () => {
    const early = await scoreOf({ asOf: dayOf(-14) });
    await deliverLate();
    const late = await scoreOf({ include: ["change"] });
    if (!late.change?.factors) throw new Error("no change");
    expect(late.change).toMatchObject({ from: dayOf(-14), difference: late.score - early.score, reason: null });
    const sum = Object.values(late.change.factors).reduce((total, points) => total + points, 0);
    expect(sum).toBeCloseTo(late.score - early.score, 9);
    const ofData = late.change.measures.reduce((total, { points }) => total + points, 0);
    expect(ofData).toBeCloseTo(late.change.factors["data"] ?? 0, 9);
    expect(late.change.factors["cap"]).toBeLessThan(0);
  });

  it("compares with the score that stood on a day, and says when there is none", async () => {
    await scoreOf({ asOf: dayOf(-20) });
    await scoreOf({ asOf: dayOf(-10) });
    expect((await scoreOf({ include: ["change"], since: dayOf(-15) })).change?.from).toBe(dayOf(-20));
    const none = await scoreOf({ include: ["change"], since: dayOf(-30) });
    expect(none.change).toMatchObject({ from: null, difference: null, reason: "no earlier score is stored" });
    await expect(scoreOf({ include: ["change"], since: asOf })).rejects.toMatchObject({ field: "since" });
  });

  it("finds changes that, when made, reach the next better band", async () => {
    const now = await scoreOf({ include: ["reach", "sensitivity"] });
    expect(now.band).toBe("good");
    expect(now.reach).toMatchObject({ reachable: true, band: "excellent" });
    const whatIf = Object.fromEntries((now.reach?.changes ?? []).map(({ measure, to }) => [measure, to]));
    const made = await scoreOf({ action: "what_if", whatIf });
    expect(made).toMatchObject({ band: "excellent", score: now.reach?.score, snapshotId: null });
    expect(made.change?.difference).toBeCloseTo(made.score - now.score, 9);
    const counted = now.reach?.changes.filter(({ measure }) => /_days$|^features|^active/.test(measure)) ?? [];
    for (const { measure, to } of counted) expect(to, measure).toBe(Math.round(to));
    expect(now.sensitivity?.range.low).toBeLessThan(now.score);
    expect(now.sensitivity?.leftOut.length).toBeGreaterThan(5);
  });
});

it("lifts a cap by what it hangs on, and names a band that no change reaches", async () => {
  await deliverLate();
  const { reach, capsFired } = await scoreOf({ include: ["reach"], targetBand: "good" });
  expect(capsFired.map(({ id }) => id)).toContain("open_p0");
  expect(reach?.changes).toContainEqual(expect.objectContaining({ measure: "open_p0_tickets", from: 1, to: 0 }));
  const bare = await addAccount(store);
  const unknown = await scoreOf({ clientIds: [bare], include: ["reach"] });
  expect(unknown.reach).toMatchObject({ reachable: false, band: "good", score: null });
});

describe("an override", () => {
  const override = { action: "override", overrideScore: 40, reason: "They told us in person", expiresOn: "2024-07-31" };

  it("holds beside the computed score until it expires, and each score replays", async () => {
    const computed = await scoreOf();
    const overridden = await scoreOf(override);
    expect(overridden).toMatchObject({
      score: 40,
      band: "critical",
      computedScore: computed.score,
      override: { score: 40, author: "tester", inForce: true },
    });
    const later = await scoreOf({ asOf: "2024-07-31" });
    expect(later).toMatchObject({ score: later.computedScore, override: { inForce: false } });
    expect(await scoreOf({ asOf: dayOf(-1) })).toMatchObject({ override: null });
    for (const { snapshotId } of [overridden, later])
      expect(await replay(snapshotId)).toMatchObject({ identical: true });
    const overview = await store.run("get_client_overview", { clientId });
    expect(overview["health"]).toMatchObject({ score: 40 });
  });

  it("can be ended, with both acts in the audit log", async () => {
    const { score } = await scoreOf();
    await scoreOf(override);
    expect(await scoreOf({ action: "end_override", reason: "It was a misunderstanding" })).toMatchObject({
      score,
      override: { inForce: false },
    });
    const audit = await store.query<{ reason: string }>(
      "SELECT actor, operation, reason FROM cs.audit_entries WHERE client_id = $1 ORDER BY occurred_at, audit_id",
      [clientId],
    );
    expect(audit).toEqual([
      { actor: "tester", operation: "calculate_health_score", reason: override.reason },
      { actor: "tester", operation: "calculate_health_score", reason: "It was a misunderstanding" },
    ]);
    await expect(scoreOf({ action: "end_override", reason: "again" })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["without an end", { expiresOn: undefined }, "expiresOn"],
    ["that never holds", { expiresOn: asOf }, "expiresOn"],
    ["without a reason", { reason: " " }, "reason"],
    ["beyond the scale", { overrideScore: 101 }, "overrideScore"],
    ["for two clients", { clientIds: ["0", "1"].map((digit) => `cs_${digit.repeat(26)}`) }, "clientIds"],
  ])("%s is refused and changes nothing", async (_, part, field) => {
    await expect(run({ ...override, clientIds: [clientId], ...part })).rejects.toMatchObject({ field });
    expect(await store.query("SELECT 1 FROM cs.score_overrides WHERE client_id = $1", [clientId])).toEqual([]);
  });
});

describe("which scorecard", () => {
  const publish = (plan: Parameters<typeof publishScorecards>[0]["plan"]) =>
    publishScorecards({ ...store, plan, actor: "tester", reason: null });

  it("is picked by segment, and a score under another one does not become the standing", async () => {
    const small: Scorecard = {
      ...defaultScorecard,
      id: "small",
      version: 1,
      groups: defaultScorecard.groups.slice(0, 2),
    };
    await publish({
      scorecard: small,
      rules: [{ segments: ["smb"], scorecardId: "small" }, { scorecardId: "default" }],
    });
    const mine = await scoreOf();
    expect(mine.scorecard).toEqual({ id: "small", version: 1 });
    const other = await scoreOf({ scorecardId: "default" });
    expect(other.scorecard).toEqual(scorecardInForce);
    const standing = () =>
      store.query("SELECT snapshot_id FROM cs.health_standings WHERE client_id = $1 AND as_of = $2", [clientId, asOf]);
    expect(await standing()).toEqual([{ snapshot_id: mine.snapshotId }]);
    await publish({ rules: [{ scorecardId: "default" }] });
    expect((await scoreOf()).snapshotId).toBe(other.snapshotId);
    expect(await standing()).toEqual([{ snapshot_id: other.snapshotId }]);
  });

  it("with hysteresis keeps the band that stood before, and the snapshot replays", async () => {
    const plain = await scoreOf();
    const bands = { excellent: 95, good: plain.score - 1, atRisk: 50, hysteresis: 3 };
    const sticky = { ...defaultScorecard, id: "sticky", version: 1, bands };
    await publish({ scorecard: sticky, rules: [{ scorecardId: "sticky" }] });
    expect((await scoreOf({ asOf: dayOf(-1) })).band).toBe("good");
    const stricter = { ...sticky, version: 2, bands: { ...bands, good: plain.score + 1 } };
    await publish({ scorecard: stricter });
    const held = await scoreOf();
    expect(held).toMatchObject({ band: "good", heldFrom: "at_risk", scorecard: { id: "sticky", version: 2 } });
    expect(await replay(held.snapshotId)).toMatchObject({ identical: true });
    await publish({ rules: [{ scorecardId: "default" }] });
  });
});
