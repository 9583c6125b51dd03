import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { milestonesOf, useOn } from "./milestone-fixtures.ts";

const today = "2024-06-30";
const store = useTestStore({ asOf: today });
const { ask, define } = milestonesOf(store);
beforeAll(() => cover(store, "2024-01-01", today));

let made = 0;
const newMilestone = async (part: object = {}) => {
  made += 1;
  const milestoneId = `milestone_${made}`;
  await define({ milestoneId, kind: "first_use", feature: "reports", targetDays: 30, ...part });
  return milestoneId;
};
const rowsOf = (milestoneId: string) =>
  store.query(
    "SELECT version, achieved_on::text AS day FROM cs.milestone_achievements WHERE milestone_id = $1 ORDER BY version, recorded_at",
    [milestoneId],
  );
const auditOf = () =>
  store.query<{ actor: string; reason: string; changes: { before: object | null; after: object | null }[] }>(
    "SELECT actor, reason, changes FROM cs.audit_entries WHERE operation = 'track_adoption_milestones' ORDER BY audit_id",
  );
/** A client, and more use of it later on. */
async function newClient(days: readonly string[]) {
  const usage = useOn(days, { feature: "reports" });
  const clientId = await addAccount(store, { customers: [{ customerSince: "2024-05-01" }], usage });
  const account = await store.persistence.read(store.tenantId, (tx) => tx.accounts.get(clientId));
  const customer = account.externalRefs[0]?.externalId ?? "";
  const deliverLate = (day: string) =>
    store.persistence.write(store.tenantId, (tx) => {
      const [event = {}] = useOn([day], { feature: "reports", customer, externalId: `${customer} late ${day}` });
      return tx.facts.write("usage", "crm", [build.usage(event)]);
    });
  return { clientId, deliverLate };
}

describe("achievements", () => {
  it("are stored by track, once, and by nothing that only looks", async () => {
    const milestoneId = await newMilestone();
    const { clientId } = await newClient(["2024-05-20", "2024-06-01"]);
    const scope = { clientId, milestoneIds: [milestoneId] };
    expect(await ask(scope)).toMatchObject({ stored: 0, milestones: [{ client: { achievedOn: "2024-05-20" } }] });
    expect(await rowsOf(milestoneId)).toEqual([]);
    const looked = await ask(scope);
    expect(await ask({ action: "track", ...scope })).toEqual({ ...looked, stored: 1 });
    expect(await ask({ action: "track", ...scope })).toEqual({ ...looked, stored: 0 });
    expect(await rowsOf(milestoneId)).toEqual([{ version: 1, day: "2024-05-20" }]);
  });

  it("move to an earlier day when a late event says so, and never to a later one", async () => {
    const milestoneId = await newMilestone();
    const { clientId, deliverLate } = await newClient(["2024-05-20"]);
    const track = () => ask({ action: "track", clientId, milestoneIds: [milestoneId] });
    await track();
    await deliverLate("2024-06-20");
    expect(await track()).toMatchObject({ stored: 0, milestones: [{ client: { achievedOn: "2024-05-20" } }] });
    await deliverLate("2024-05-04");
    const earlier = { client: { achievedOn: "2024-05-04", days: 3, inTime: true } };
    expect(await ask({ clientId, milestoneIds: [milestoneId] })).toMatchObject({ milestones: [earlier] });
    expect(await track()).toMatchObject({ stored: 1, milestones: [earlier] });
    const days = [
      { version: 1, day: "2024-05-20" },
      { version: 1, day: "2024-05-04" },
    ];
    expect(await rowsOf(milestoneId)).toEqual(days);
    await store.query("UPDATE cs.usage_daily SET events = 0 WHERE client_id = $1 AND day = '2024-05-04'", [clientId]);
    expect(await track()).toMatchObject({ stored: 0, milestones: [earlier] });
    expect(await rowsOf(milestoneId)).toEqual(days);
  });

  it("belong to a version: another one is looked for anew", async () => {
    const milestoneId = await newMilestone();
    const { clientId } = await newClient(["2024-05-20", "2024-06-10"]);
    const scope = { clientId, milestoneIds: [milestoneId] };
    await ask({ action: "track", ...scope });
    expect(await define({ milestoneId, kind: "events", count: 2 })).toMatchObject({ milestones: [{ version: 2 }] });
    expect(await ask({ action: "track", ...scope })).toMatchObject({
      milestones: [{ version: 2, client: { achievedOn: "2024-06-10" } }],
    });
    expect(await rowsOf(milestoneId)).toEqual([
      { version: 1, day: "2024-05-20" },
      { version: 2, day: "2024-06-10" },
    ]);
  });
});

describe("a definition", () => {
  it("is versioned and audited, and the same again changes nothing", async () => {
    const before = (await auditOf()).length;
    const part = { milestoneId: "first_report", kind: "first_use", feature: "reports", name: "First report" };
    await define(part, { actor: "user:7" });
    expect(await define(part)).toMatchObject({ milestones: [{ version: 1, name: "First report", retired: false }] });
    await define({ ...part, targetDays: 14 });
    const entries = (await auditOf()).slice(before);
    expect(entries).toMatchObject([
      {
        actor: "user:7",
        reason: "agreed",
        changes: [{ before: null, after: { id: "first_report", targetDays: null } }],
      },
      { changes: [{ before: { targetDays: null }, after: { targetDays: 14 } }] },
    ]);
  });

  it("is stored once for a key", async () => {
    const part = { milestoneId: "keyed", kind: "events", count: 3, idempotencyKey: "milestone-1" };
    const first = await define(part);
    await define({ ...part, count: 4, idempotencyKey: "milestone-2" });
    expect(await define(part)).toEqual(first);
    const { milestones } = await ask({ action: "list" });
    expect(milestones.find(({ milestoneId }) => milestoneId === "keyed")).toMatchObject({ version: 2, count: 4 });
    await expect(define({ ...part, count: 9 })).rejects.toMatchObject({ field: "idempotencyKey" });
  });

  it("can be ended and put in force again; it stays on the list", async () => {
    const milestoneId = await newMilestone();
    const retire = () => ask({ action: "retire", milestoneId, reason: "nobody looks" });
    expect(await retire()).toMatchObject({ milestones: [{ version: 2, retired: true }] });
    await expect(retire()).rejects.toMatchObject({ code: "not_found", field: "milestoneId" });
    await expect(ask({ milestoneIds: [milestoneId] })).rejects.toMatchObject({ field: "milestoneIds" });
    const { milestones } = await ask({ action: "list" });
    expect(milestones.find((each) => each.milestoneId === milestoneId)).toMatchObject({ version: 2, retired: true });
    const again = { milestoneId, kind: "first_use", feature: "reports", targetDays: 30 };
    expect(await define(again)).toMatchObject({ milestones: [{ version: 3, retired: false }] });
  });

  it.each([
    ["first_use without a feature", { kind: "first_use" }, "feature"],
    ["first_use with a count", { kind: "first_use", feature: "reports", count: 2 }, "count"],
    ["events without a count", { kind: "events" }, "count"],
    ["active_users without days", { kind: "active_users", count: 2 }, "days"],
    ["active_users of a feature", { kind: "active_users", count: 2, days: 7, feature: "reports" }, "feature"],
    ["a count of 0", { kind: "events", count: 0 }, "count"],
    ["a target before the start", { kind: "events", count: 1, targetDays: -1 }, "targetDays"],
    ["an unknown kind", { kind: "sessions" }, "kind"],
    ["an id with spaces", { kind: "events", count: 1, milestoneId: "First report" }, "milestoneId"],
    ["no reason", { kind: "events", count: 1, reason: undefined }, "reason"],
  ])("is refused for %s", async (_, part, field) => {
    await expect(define({ milestoneId: "refused", ...part })).rejects.toMatchObject({ code: "invalid_input", field });
    const { milestones } = await ask({ action: "list" });
    expect(milestones.map(({ milestoneId }) => milestoneId)).not.toContain("refused");
  });
});

describe("a call that cannot be accepted", () => {
  it.each([
    ["an unknown client", { clientId: `cs_${"0".repeat(26)}` }, "not_found", "clientId"],
    ["an unknown client to track", { action: "track", clientId: `cs_${"0".repeat(26)}` }, "not_found", "clientId"],
    ["an unknown milestone", { milestoneIds: ["nothing_like_it"] }, "not_found", "milestoneIds"],
    ["a past day to track", { action: "track", asOf: "2024-06-01" }, "invalid_input", "asOf"],
    [
      "a milestone that is to end and is not there",
      { action: "retire", milestoneId: "x", reason: "r" },
      "not_found",
      "milestoneId",
    ],
  ])("is refused for %s", async (_, input, code, field) => {
    await expect(ask(input)).rejects.toMatchObject({ code, field });
  });

  it("is refused for a client and a segment at once", async () => {
    const { clientId } = await newClient([]);
    await expect(ask({ clientId, segment: "smb" })).rejects.toMatchObject({ code: "invalid_input", field: "segment" });
  });

  it("is refused without the scope to write, and where nothing may be written", async () => {
    for (const input of [{ action: "track" }, { action: "retire", milestoneId: "x", reason: "r" }]) {
      await expect(ask(input, { scopes: ["cs:read"] })).rejects.toMatchObject({ code: "forbidden" });
      await expect(ask(input, { readOnly: true })).rejects.toMatchObject({
        code: "forbidden",
        hint: "Its actions that only read: evaluate, list.",
      });
    }
    expect(await ask({}, { scopes: ["cs:read"], readOnly: true })).toMatchObject({ stored: 0 });
  });

  it("is refused for one milestone too many, which is then not in force", async () => {
    const { milestones } = await ask({});
    for (let count = milestones.length; count < 50; count += 1) await newMilestone();
    await expect(newMilestone()).rejects.toMatchObject({ code: "invalid_input", field: "milestoneId" });
    expect((await ask({})).milestones).toHaveLength(50);
  });
});
