import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { byTest, clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();

const accountOf = async (externalId: string) => {
  const clientId = await clientIdOf(store.persistence, externalId);
  return store.persistence.read("default", (tx) => tx.accounts.get(clientId));
};

async function editByHand(externalId: string, csm: string): Promise<void> {
  const { clientId, version, externalRefs: _, createdAt: __, updatedAt: ___, ...profile } = await accountOf(externalId);
  await store.persistence.write("default", (tx) => tx.accounts.update(clientId, version, { ...profile, csm }, byTest));
}

describe("a delivered customer", () => {
  it("becomes an account with every field and its reference", async () => {
    const profile = {
      clientName: "O'Brien -- please DROP",
      domains: ["acme.example", "acme.test"],
      industry: "FinTech",
      country: "IN",
      planTier: "professional",
      segment: "mid_market",
      touchModel: "digital",
      csm: "Kim",
      lifecycleStage: "growth",
      customerSince: "2023-08-17",
    } as const;
    const customers = [build.customer({ externalId: "A-full", ...profile, domains: [...profile.domains] })];
    expect(await deliver(store.persistence, { customers })).toEqual([{ status: "inserted" }]);
    expect(await accountOf("A-full")).toMatchObject({
      ...profile,
      version: 1,
      externalRefs: [{ source: "crm", externalId: "A-full" }],
    });
  });

  it("is rejected when its id comes twice in a batch with other values, and counted once when it is the same", async () => {
    const [one, other] = [build.customer({ externalId: "A-2x" }), build.customer({ externalId: "A-2x", csm: "Kim" })];
    expect(await deliver(store.persistence, { customers: [one, one, other] })).toEqual([
      { status: "inserted" },
      { status: "unchanged" },
      { status: "rejected", field: "externalId", reason: "id A-2x occurs twice with other values" },
    ]);
    expect(await accountOf("A-2x")).toMatchObject({ csm: null, version: 1 });
  });

  it("keeps an edit made here when the source delivers the same again", async () => {
    const customers = [build.customer({ externalId: "A-edit", csm: "Kim" })];
    await deliver(store.persistence, { customers });
    await editByHand("A-edit", "Lee");
    expect(await deliver(store.persistence, { customers })).toEqual([{ status: "unchanged" }]);
    expect(await accountOf("A-edit")).toMatchObject({ csm: "Lee", version: 2 });
  });

  it("takes the values of a source that changed it, over an edit, with the next version", async () => {
    await deliver(store.persistence, { customers: [build.customer({ externalId: "A-win", csm: "Kim" })] });
    await editByHand("A-win", "Lee");
    const customers = [build.customer({ externalId: "A-win", csm: "Kim", country: "DE" })];
    expect(await deliver(store.persistence, { customers })).toEqual([{ status: "updated" }]);
    expect(await accountOf("A-win")).toMatchObject({ csm: "Kim", country: "DE", version: 3 });
    expect(await deliver(store.persistence, { customers })).toEqual([{ status: "unchanged" }]);
    expect((await accountOf("A-win")).version).toBe(3);
  });

  it("is another account when another source has the same id", async () => {
    await deliver(store.persistence, { customers: [build.customer({ externalId: "A-src" })] });
    const outcomes = await store.persistence.write("default", (tx) =>
      tx.facts.write("customers", "billing", [build.customer({ externalId: "A-src" })]),
    );
    expect(outcomes).toEqual([{ status: "inserted" }]);
    const rows = await store.query("SELECT DISTINCT client_id FROM cs.external_refs WHERE external_id = 'A-src'");
    expect(rows).toHaveLength(2);
  });

  it("comes in an empty batch as nothing at all", async () => {
    expect(await store.persistence.write("default", (tx) => tx.facts.write("customers", "crm", []))).toEqual([]);
  });
});
