import type { LifecycleStage, SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { byTest, clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
const customer = (externalId: string, lifecycleStage: LifecycleStage | null): SourceFact<"customers"> =>
  build.customer({ externalId, lifecycleStage });
const historyOf = async (clientId: string, limit = 100) =>
  store.persistence.read("default", (tx) => tx.queries.stageHistory({ clientId, after: null, limit, timeZone: "UTC" }));
const accountOf = (clientId: string) => store.persistence.read("default", (tx) => tx.accounts.get(clientId));

async function moveTo(clientId: string, lifecycleStage: LifecycleStage | null, enteredOn = "2024-06-01") {
  const {
    clientId: _,
    externalRefs: __,
    version,
    createdAt: ___,
    updatedAt: ____,
    ...profile
  } = await accountOf(clientId);
  const origin = { ...byTest, actor: "ann", reason: "why", enteredOn };
  await store.persistence.write("default", (tx) =>
    tx.accounts.update(clientId, version, { ...profile, lifecycleStage }, origin),
  );
}

describe("the log of stages", () => {
  it("has what a source delivered, without a day, and only when it differs", async () => {
    await deliver(store.persistence, { customers: [customer("A-1", "growth"), customer("A-2", null)] });
    await deliver(store.persistence, { customers: [customer("A-1", "growth")] });
    await deliver(store.persistence, { customers: [customer("A-1", "renewal"), customer("A-2", null)] });
    const { rows, total } = await historyOf(await clientIdOf(store.persistence, "A-1"));
    const delivered = { operation: "import", actor: "crm", reason: null, enteredOn: null };
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { from: "growth", to: "renewal", ...delivered },
      { from: null, to: "growth", ...delivered },
    ]);
    expect(await historyOf(await clientIdOf(store.persistence, "A-2"))).toEqual({ rows: [], total: 0 });
  });

  it("has what was written here, with actor, reason and day, also a stage that was cleared", async () => {
    await deliver(store.persistence, { customers: [customer("B-1", null)] });
    const clientId = await clientIdOf(store.persistence, "B-1");
    await moveTo(clientId, "onboarding");
    await moveTo(clientId, "onboarding");
    await moveTo(clientId, null, "2024-06-02");
    const { rows } = await historyOf(clientId);
    expect(rows).toMatchObject([
      { from: "onboarding", to: null, actor: "ann", reason: "why", enteredOn: "2024-06-02" },
      { from: null, to: "onboarding", enteredOn: "2024-06-01" },
    ]);
    expect(await historyOf(clientId, 1)).toMatchObject({ rows: [{ to: null }], total: 2 });
  });

  it("is a chain without a gap when an import and people write at once", async () => {
    await deliver(store.persistence, { customers: [customer("C-1", "onboarding")] });
    const clientId = await clientIdOf(store.persistence, "C-1");
    const stages = ["adoption", "growth", "renewal", "churned", "won_back"] as const;
    await Promise.allSettled(
      stages.flatMap((stage, index) => [
        deliver(store.persistence, {
          customers: [build.customer({ externalId: "C-1", lifecycleStage: stage, csm: `${index}` })],
        }),
        moveTo(clientId, stage),
      ]),
    );
    const { rows } = await historyOf(clientId);
    const oldestFirst = rows.toReversed();
    expect(oldestFirst.map(({ from }) => from)).toEqual([null, ...oldestFirst.slice(0, -1).map(({ to }) => to)]);
    expect((await accountOf(clientId)).lifecycleStage).toBe(rows[0]?.to);
    expect(rows.length).toBeGreaterThan(1);
  });

  it("is left as it was by an update that fails", async () => {
    await deliver(store.persistence, { customers: [customer("D-1", "growth")] });
    const clientId = await clientIdOf(store.persistence, "D-1");
    const { externalId: _, ...profile } = customer("D-1", "churned");
    const stale = store.persistence.write("default", (tx) => tx.accounts.update(clientId, 9, profile, byTest));
    await expect(stale).rejects.toMatchObject({ code: "conflict" });
    expect(await historyOf(clientId)).toMatchObject({ total: 1 });
  });
});
