import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureTenant } from "../src/index.ts";
import { addAccount, cover } from "./fixtures.ts";
import { defineIn, membersIn, segmentsIn } from "./segment-fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const clients: Record<string, string> = {};

const line = (arr: number, currency = "USD") => ({ startDate: "2024-01-01", arr, currency });
const big = { fact: "arr", op: ">=", value: 5_000_000 };
const small = {
  all: [
    { fact: "arr", op: "<", value: 5_000_000 },
    { fact: "segment", op: "in", value: ["smb"] },
  ],
};

beforeAll(async () => {
  await cover(store, "2024-01-01", asOf);
  const add = async (clientName: string, facts: object, customer: object = {}) => {
    clients[clientName] = await addAccount(store, { customers: [{ clientName, ...customer }], ...facts });
  };
  await add("Alder", { subscriptions: [line(5_000_000)] }, { segment: "smb", csm: "Ann" });
  await add("Birch", { subscriptions: [line(4_000_000), line(2_000_000)] }, { segment: "enterprise" });
  await add("Cedar", { subscriptions: [line(1_000_000)] }, { segment: "smb" });
  await add("Dogwood", { subscriptions: [line(9_000_000, "EUR")] }, { segment: null });
  await add("Elder", {}, { segment: "smb" });
  // Left in May: in no segment at all.
  await add("Former", { subscriptions: [{ ...line(8_000_000), endDate: "2024-05-01" }] }, { segment: "smb" });
  const clientIds = Object.values(clients).filter((id) => id !== clients["Cedar"]);
  await store.run("calculate_health_score", { clientIds });
});

describe("a segment by rule", () => {
  it("has the accounts for which the rule holds, and counts those of which that is not known", async () => {
    const { evaluation } = await segmentsIn(store, { action: "preview", rule: big });
    expect(evaluation).toMatchObject({
      asOf,
      comparedWith: null,
      customers: 5,
      members: 2,
      groups: [{ group: "members", accounts: 2, arr: [{ amount: 11_000_000, currency: "USD" }], entered: null }],
      undecided: 2,
      missing: [
        { fact: "arr", reason: "ARR in another currency", accounts: 1 },
        { fact: "arr", reason: "no subscription is recorded", accounts: 1 },
      ],
      overlap: [],
    });
  });

  it("does not take unknown for no: its negation leaves the same accounts out", async () => {
    const { evaluation } = await segmentsIn(store, { action: "preview", rule: { not: big } });
    expect(evaluation).toMatchObject({ customers: 5, members: 1, undecided: 2 });
    const either = await segmentsIn(store, { action: "preview", rule: { any: [big, { not: big }] } });
    expect(either.evaluation).toMatchObject({ members: 3, undecided: 2 });
  });

  it("is decided by what is known, where that is enough", async () => {
    // Dogwood has no size and its ARR is in euros: the one or the other would decide. Elder is an smb without ARR.
    const both = await segmentsIn(store, { action: "preview", rule: small });
    expect(both.evaluation).toMatchObject({ members: 1, undecided: 2 });
    expect(both.evaluation?.missing).toContainEqual({ fact: "segment", reason: "not recorded", accounts: 1 });
    const known = { all: [small, { fact: "arr", op: "known" }, { fact: "segment", op: "known" }] };
    expect((await segmentsIn(store, { action: "preview", rule: known })).evaluation).toMatchObject({
      members: 1,
      undecided: 0,
    });
  });

  it("reads score, band and measures of the newest score, and knows them not before the first", async () => {
    const rule = {
      any: [
        { fact: "band", op: "in", value: ["critical"] },
        { fact: "tenure_days", op: ">=", value: 0 },
      ],
    };
    const { evaluation } = await segmentsIn(store, { action: "preview", rule });
    expect(evaluation?.missing).toContainEqual({ fact: "tenure_days", reason: "never scored", accounts: 1 });
    const stored = await store.query<{ client_id: string; band: string; tenure: number | null }>(
      `SELECT client_id, band, (observations -> 'tenure_days' ->> 'value')::int AS tenure
       FROM cs.health_snapshots JOIN cs.measure_observations USING (tenant_id, client_id, observation_id)`,
    );
    const expected = stored.filter(({ client_id: id, band, tenure }) => {
      return id !== clients["Former"] && (band === "critical" || tenure !== null);
    });
    expect(evaluation?.members).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  it("sees the portfolio as it was on another day", async () => {
    const { evaluation } = await segmentsIn(store, { action: "preview", rule: big, asOf: "2024-04-30" });
    expect(evaluation).toMatchObject({ asOf: "2024-04-30", customers: 6, members: 3 });
    const before = await segmentsIn(store, { action: "preview", rule: big, asOf: "2023-12-31" });
    expect(before.evaluation).toMatchObject({ members: 0, undecided: 6 });
  });
});

describe("the versions and members of a segment", () => {
  let segmentId: string;
  beforeAll(async () => {
    segmentId = await defineIn(store, { name: "Large", rule: big });
  });

  it("are stored when it is defined, with an audit entry", async () => {
    expect(await membersIn(store, { segmentId, limit: 1 })).toEqual({ members: ["Alder", "Birch"] });
    const shown = await segmentsIn(store, { action: "show", segmentId });
    expect(shown.segment).toMatchObject({ version: 1, name: "Large", definition: { method: "rule", rule: big } });
    expect(shown.evaluation).toMatchObject({ asOf, members: 2, comparedWith: null });
    const [entry] = await store.query(
      "SELECT actor, changes FROM cs.audit_entries WHERE operation = 'segment_customers'",
    );
    expect(entry).toMatchObject({
      actor: "tester",
      changes: [
        { field: "segmentId", after: segmentId },
        { field: "name", before: null, after: "Large" },
        { field: "definition", before: null },
        { field: "members", before: null, after: 2 },
      ],
    });
  });

  it("follow the facts at each evaluation, with who entered and left", async () => {
    await store.run("register_client", {
      clientName: "Fir",
      subscriptions: [{ product: "Core", startDate: "2024-01-01", arr: 6_000_000, currency: "USD" }],
    });
    await store.query("UPDATE cs.subscriptions SET arr = 1 WHERE client_id = $1", [clients["Alder"]]);
    const preview = await segmentsIn(store, { action: "preview", segmentId });
    const evaluated = await segmentsIn(store, { action: "evaluate", segmentId });
    expect(evaluated.evaluation).toEqual(preview.evaluation);
    expect(evaluated.evaluation).toMatchObject({
      comparedWith: asOf,
      members: 2,
      groups: [{ accounts: 2, entered: 1, left: 1, arr: [{ amount: 12_000_000 }] }],
    });
    expect(await membersIn(store, { segmentId })).toEqual({ members: ["Birch", "Fir"] });
    expect(await membersIn(store, { segmentId, change: "entered" })).toEqual({ members: ["Fir"] });
    expect(await membersIn(store, { segmentId, change: "left" })).toEqual({ members: ["Alder"] });
    const again = await segmentsIn(store, { action: "evaluate", segmentId });
    expect(again.evaluation?.groups).toMatchObject([{ entered: 0, left: 0 }]);
    expect(await membersIn(store, { segmentId, change: "left" })).toEqual({});
  });

  it("overlap with those of other segments", async () => {
    const own = await segmentsIn(store, { action: "define", name: "Firs", rule: { fact: "arr", op: "=", value: 6e6 } });
    expect(own.evaluation?.overlap).toEqual([{ segmentId, name: "Large", group: "members", shared: 2, of: 2 }]);
    const { evaluation } = await segmentsIn(store, { action: "show", segmentId });
    expect(evaluation?.overlap).toMatchObject([{ name: "Firs", shared: 2, of: 2 }]);
  });

  it("begin anew with a new version, and are not compared with those of another rule", async () => {
    const rule = { fact: "arr", op: ">=", value: 1 };
    const { segment, evaluation } = await segmentsIn(store, { action: "define", segmentId, rule });
    expect(segment).toMatchObject({ segmentId, version: 2, name: "Large" });
    expect(evaluation).toMatchObject({ comparedWith: null, members: 4, groups: [{ entered: null, left: null }] });
    const history = await store.query(
      `SELECT version, count(*)::int AS rows, count(left_by)::int AS left FROM cs.segment_memberships m
       JOIN cs.segment_evaluations e ON e.evaluation_id = m.entered_by WHERE m.segment_id = $1 GROUP BY 1 ORDER BY 1`,
      [segmentId],
    );
    expect(history).toEqual([
      { version: 1, rows: 3, left: 3 },
      { version: 2, rows: 4, left: 0 },
    ]);
  });

  it("stay what they are when the same is defined again", async () => {
    const rule = { fact: "arr", op: ">=", value: 1 };
    const { segment } = await segmentsIn(store, { action: "define", segmentId, name: "Large", rule });
    expect(segment).toMatchObject({ version: 2 });
    const { segments, total } = await segmentsIn(store, {});
    expect(total).toBe(2);
    expect(segments).toMatchObject([{ name: "Firs" }, { name: "Large", version: 2, method: "rule", members: 4, asOf }]);
  });

  it("are listed by name, page by page", async () => {
    const first = await segmentsIn(store, { limit: 1 });
    const second = await segmentsIn(store, { limit: 1, cursor: first.nextCursor });
    expect([first, second].map(({ segments }) => segments.map(({ name }) => name))).toEqual([["Firs"], ["Large"]]);
    expect(second.nextCursor).toBeNull();
  });

  it("belong to their tenant alone", async () => {
    await ensureTenant(store.persistence, "other");
    const asOther = { tenantId: "other" };
    expect(await store.run("segment_customers", {}, asOther)).toMatchObject({ total: 0 });
    await expect(store.run("segment_customers", { action: "show", segmentId }, asOther)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
