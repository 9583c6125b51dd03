import { ConflictError, type CustomerProfile, NotFoundError } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { byTest } from "./fixtures.ts";

const store = useTestStore();

function profileOf(part: Partial<CustomerProfile> = {}): CustomerProfile {
  const { externalId: _, ...profile } = build.customer(part);
  return profile;
}
const create = (part: Partial<CustomerProfile> = {}, refs: { source: string; externalId: string }[] = []) =>
  store.persistence.write("default", (tx) => tx.accounts.create(profileOf(part), refs, byTest));

describe("the version of an account", () => {
  it("lets exactly one of 50 racers win and gives 49 a conflict", async () => {
    const { clientId } = await create();
    const racers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, racer) =>
        store.persistence.write("default", (tx) =>
          tx.accounts.update(clientId, 1, profileOf({ csm: `racer ${racer}` }), byTest),
        ),
      ),
    );
    const won = racers.flatMap((racer, index) => (racer.status === "fulfilled" ? [index] : []));
    const lost = racers.flatMap((racer) => (racer.status === "rejected" ? [racer.reason as unknown] : []));
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(49);
    for (const reason of lost) expect(reason).toBeInstanceOf(ConflictError);
    const stored = await store.persistence.read("default", (tx) => tx.accounts.get(clientId));
    expect(stored).toMatchObject({ csm: `racer ${won[0]}`, version: 2 });
  });

  it("is named in the conflict, both as stored and as expected", async () => {
    const { clientId } = await create();
    const update = store.persistence.write("default", (tx) => tx.accounts.update(clientId, 7, profileOf(), byTest));
    await expect(update).rejects.toMatchObject({
      code: "conflict",
      field: "expectedVersion",
      message: "The account is at version 1, not 7: someone changed it in the meantime.",
    });
  });

  it("does not matter for an account that does not exist", async () => {
    const update = store.persistence.write("default", (tx) => tx.accounts.update("cs_none", 1, profileOf(), byTest));
    await expect(update).rejects.toThrow(NotFoundError);
  });
});

describe("external references", () => {
  it("belong to one account: of 20 that register the same, one wins and nothing of the others stays", async () => {
    const ref = { source: "salesforce", externalId: "raced" };
    const racers = await Promise.allSettled(Array.from({ length: 20 }, () => create({ clientName: "Raced" }, [ref])));
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const racer of racers) if (racer.status === "rejected") expect(racer.reason).toBeInstanceOf(ConflictError);
    const rows = await store.query("SELECT client_id FROM cs.accounts WHERE client_name = 'Raced'");
    expect(rows).toHaveLength(1);
  });

  it("find their account, whichever of several is known, and are listed in order", async () => {
    const refs = [
      { source: "stripe", externalId: "cus_1" },
      { source: "salesforce", externalId: "001" },
    ];
    const { clientId } = await create({}, refs);
    const found = await store.persistence.read("default", (tx) =>
      tx.accounts.findByRefs([{ source: "hubspot", externalId: "unknown" }, ...refs]),
    );
    expect(found).toMatchObject({ clientId, externalRefs: [refs[1], refs[0]] });
    expect(await store.persistence.read("default", (tx) => tx.accounts.findByRefs([]))).toBeNull();
  });
});

describe("similar accounts", () => {
  it("share the name, ignoring case, or one domain", async () => {
    const named = await create({ clientName: "Straße & Söhne" });
    const sharing = await create({ clientName: "Other", domains: ["sohn.example", "x.example"] });
    await create({ clientName: "Straße" });
    const profile = { clientName: "STRAßE & SÖHNE", domains: ["x.example"] };
    const similar = await store.persistence.read("default", (tx) => tx.accounts.findSimilar(profile));
    expect(similar.map(({ clientId }) => clientId)).toEqual([named.clientId, sharing.clientId]);
  });

  it("are at most ten", async () => {
    for (let index = 0; index < 12; index += 1) await create({ clientName: "Many" });
    const profile = { clientName: "many", domains: [] };
    expect(await store.persistence.read("default", (tx) => tx.accounts.findSimilar(profile))).toHaveLength(10);
  });
});

describe("walking all ids", () => {
  it("gives each once, in batches of any size", async () => {
    const all = await store.persistence.read("default", (tx) => tx.accounts.idsAfter(null, 10_000));
    expect(all.length).toBe(await store.persistence.read("default", (tx) => tx.accounts.count()));
    for (const size of [1, 3, 1000]) {
      const walked: string[] = [];
      for (;;) {
        const last = walked.at(-1) ?? null;
        const ids = await store.persistence.read("default", (tx) => tx.accounts.idsAfter(last, size));
        if (ids.length === 0) break;
        walked.push(...ids);
      }
      expect(walked).toEqual(all);
    }
    expect(new Set(all).size).toBe(all.length);
  });

  it("names the unknown ones among given ids, in their order", async () => {
    const { clientId } = await create();
    const unknown = (ids: string[]) => store.persistence.read("default", (tx) => tx.accounts.unknownIds(ids));
    expect(await unknown(["cs_z", clientId, "cs_a"])).toEqual(["cs_z", "cs_a"]);
    expect(await unknown([])).toEqual([]);
  });
});
