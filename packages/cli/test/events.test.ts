import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();
let folder: string;
beforeAll(async () => {
  folder = await bench.folder();
});
const cs = (...args: string[]) => bench.run("cs", args, databaseVariables(store.urls));

const event = (id: string, tenantid = "default") => ({
  specversion: "1.0",
  id,
  source: "/sales",
  type: "deal.closed",
  time: "2024-06-30T10:00:00Z",
  tenantid,
  data: {
    dealId: "D-1",
    accountName: "Acme",
    domains: [],
    externalRef: { source: "salesforce", externalId: "001" },
    owner: null,
    contract: { type: "subscription", startDate: "2024-07-01", endDate: null, noticeDays: null, autoRenew: null },
    lines: [{ lineId: "1", product: "Core", seats: null, arr: 100, currency: "EUR" }],
  },
});

describe("cs events accept", () => {
  it("tells of each event of a file what became of it, and ends with 1 when one was refused", async () => {
    const file = join(folder, "events.ndjson");
    const lines = [event("evt-1"), event("evt-1"), event("evt-2", "nobody")].map((each) => JSON.stringify(each));
    await writeFile(file, `${lines.join("\n")}\n{"broken\n\n`);
    const { code, stdout, stderr } = await cs("events", "accept", file);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^accepted {2}deal.closed \/sales evt-1 {2}.*"account":"registered"/),
      expect.stringMatching(/^repeated {2}deal.closed \/sales evt-1 {2}.*"account":"registered"/),
      "refused  deal.closed /sales evt-2  This tenant does not exist.",
      "refused  unnamed event  Line 4 is not JSON.",
      "",
    ]);
    expect(await store.query("SELECT FROM cs.accounts")).toHaveLength(1);
  });

  it("takes an array from stdin and prints JSON", async () => {
    const program = bench.start("cs", ["events", "accept", "-", "--json"], databaseVariables(store.urls));
    program.child.stdin.end(JSON.stringify([event("evt-1"), event("evt-3")]));
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(JSON.parse(program.stdout())).toMatchObject({
      events: [
        { id: "evt-1", source: "/sales", type: "deal.closed", status: "repeated" },
        { id: "evt-3", status: "accepted", outcome: { account: "known", contract: "unchanged" } },
      ],
    });
  });

  it("refuses a file that is not there", async () => {
    const { code, stderr } = await cs("events", "accept", join(folder, "missing.json"));
    expect(code).toBe(1);
    expect(stderr).toContain("cannot be read");
  });
});

describe("cs outbox", () => {
  const ids = async () =>
    (await store.query<{ id: string }>("SELECT outbox_id AS id FROM cs.outbox ORDER BY 1")).map(({ id }) => id);
  const effect = (key: string) => ({ destination: "events", key, type: "tested", payload: {} });

  it("lists nothing, and then dead letters with their errors", async () => {
    expect((await cs("outbox", "list")).stdout).toBe("There is nothing to show.\n");
    await store.persistence.write(store.tenantId, (tx) => tx.outbox.add(effect("a"), effect("b")));
    await store.query("UPDATE cs.outbox SET state = 'dead', attempts = 10, last_error = 'refused'");
    const list = await cs("outbox", "list", "--state", "dead");
    expect(list.stdout).toMatch(/out_[0-9a-f]{64} +events +tested +dead +10 +[-\d]+ [:\d]+ +refused\n/);
    const { outbox } = JSON.parse((await cs("outbox", "list", "--json")).stdout) as { outbox: { id: string }[] };
    expect(outbox.map(({ id }) => id).toSorted()).toEqual(await ids());
  });

  it("replays one dead letter, which then is none, and cs jobs counts them", async () => {
    const [first = ""] = await ids();
    expect((await cs("outbox", "replay", first)).stdout).toMatch(/^Dead letters that are due again: 1\n/);
    const again = await cs("outbox", "replay", first);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("There is no dead letter");
    expect((await cs("jobs")).stdout).toMatch(/Outbox: 1 pending, the oldest for 0 min, 1 dead\n/);
  });

  it("replays all that are left", async () => {
    expect(JSON.parse((await cs("outbox", "replay", "--all-dead", "--json")).stdout)).toEqual({ replayed: 1 });
    expect(await store.query("SELECT FROM cs.outbox WHERE state = 'pending' AND attempts = 0")).toHaveLength(2);
  });
});
