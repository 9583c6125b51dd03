import { build, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { riskEntry } from "./entities.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
const record = (entry: ReturnType<typeof riskEntry>, expectedVersion: number) =>
  store.persistence.write("default", (tx) => tx.risks.record(entry, expectedVersion, "ann"));

async function account(externalId: string): Promise<string> {
  await deliver(store.persistence, { customers: [build.customer({ externalId })] });
  return clientIdOf(store.persistence, externalId);
}

it("keeps every version of a risk, and the newest holds", async () => {
  const clientId = await account("A-1");
  const first = riskEntry(clientId);
  const second = riskEntry(clientId, { status: "mitigating", owner: "Kim", mitigation: "Train them", value: 0.45 });
  const other = riskEntry(clientId, { factor: "champion_gone", level: "unknown", value: null });
  expect(await record(first, 0)).toMatchObject({ ...first, version: 1, author: "ann" });
  await record(second, 1);
  await record(other, 0);
  const { newest, all, one } = await store.persistence.read("default", async (tx) => ({
    newest: await tx.risks.newest(clientId),
    all: await tx.risks.history({ clientId, factor: null, after: null, limit: 9 }),
    one: await tx.risks.history({ clientId, factor: "seat_utilisation", after: null, limit: 1 }),
  }));
  expect(newest).toMatchObject([
    { ...other, version: 1 },
    { ...second, version: 2 },
  ]);
  expect(all).toMatchObject({ total: 3, rows: [other, second, first] });
  expect(one).toMatchObject({ total: 2, rows: [{ version: 2 }] });
  const next = await store.persistence.read("default", (tx) =>
    tx.risks.history({ clientId, factor: "seat_utilisation", after: one.rows[0] ?? null, limit: 9 }),
  );
  expect(next.rows).toMatchObject([{ ...first, version: 1 }]);
});

it("refuses a version that somebody else has added, also when both come at once", async () => {
  const clientId = await account("A-2");
  const racers = await Promise.allSettled([record(riskEntry(clientId), 0), record(riskEntry(clientId), 0)]);
  expect(racers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(record(riskEntry(clientId), 0)).rejects.toMatchObject({
    code: "conflict",
    field: "expectedVersion",
    message: "The risk has version 1, not 0.",
  });
});
