import { createPersistence } from "@cs/persistence";
import { createTestStore, type OwnedTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createExecutor, localPrincipal, operations } from "../src/index.ts";

const racers = Array.from({ length: 50 }, (_, racer) => racer);

interface Client {
  readonly clientId: string;
  readonly version: number;
  readonly csm: string | null;
}

describe.each([4, 30])("50 racers over %i connections", (poolSize) => {
  let store: OwnedTestStore;
  beforeAll(async () => {
    store = await createTestStore({ poolSize });
  });
  afterAll(() => store.dispose());

  const register = (input: object) => store.run("register_client", input);
  const count = async (question: string, value: string) => (await store.query(question, [value])).length;

  it("from one version have one winner; the others are told of the conflict and write nothing", async () => {
    const { client } = await register({ clientName: "Contested" });
    const { clientId } = client as Client;
    const race = await Promise.allSettled(
      racers.map((racer) =>
        store.run("update_client_info", {
          clientId,
          expectedVersion: 1,
          patch: { csm: `racer ${racer}` },
          reason: "r",
        }),
      ),
    );
    const winners = race.filter((each) => each.status === "fulfilled").map(({ value }) => value["client"] as Client);
    const losers = race.filter((each) => each.status === "rejected").map(({ reason }) => reason);
    expect(winners).toHaveLength(1);
    expect(losers).toHaveLength(49);
    for (const reason of losers) expect(reason).toMatchObject({ code: "conflict", field: "expectedVersion" });
    const stored = await store.query("SELECT csm, version::int FROM cs.accounts WHERE client_id = $1", [clientId]);
    expect(stored).toEqual([{ csm: winners[0]?.csm, version: 2 }]);
    const updates = "SELECT FROM cs.audit_entries WHERE operation = 'update_client_info' AND client_id = $1";
    expect(await count(updates, clientId)).toBe(1);
  });

  it("with one idempotency key register one account and all get the same answer, also after a restart", async () => {
    const input = { clientName: "Once", contacts: [{ fullName: "Head of operations" }], idempotencyKey: "racing-key" };
    const answers = await Promise.all(racers.map(() => register(input)));
    expect(answers[0]).toMatchObject({ created: true, client: { clientName: "Once", version: 1 } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);

    const persistence = createPersistence({ url: store.urls.applicationUrl, size: poolSize });
    const restarted = createExecutor({ persistence, operations });
    const call = localPrincipal(store.tenantId);
    const again = await Promise.all(racers.map(() => restarted.execute("register_client", input, call)));
    await persistence.close();
    for (const answer of again) expect(answer).toEqual(answers[0]);

    expect(await count("SELECT FROM cs.accounts WHERE client_name = $1", "Once")).toBe(1);
    expect(await count("SELECT FROM cs.contacts WHERE full_name = $1", "Head of operations")).toBe(1);
    const entries = "SELECT FROM cs.audit_entries JOIN cs.accounts USING (tenant_id, client_id) WHERE client_name = $1";
    expect(await count(entries, "Once")).toBe(1);
  });

  it("with one idempotency key and different arguments have one winner, whose account alone is there", async () => {
    const race = await Promise.allSettled(
      racers.map((racer) => register({ clientName: `Different ${racer}`, idempotencyKey: "differing-key" })),
    );
    const winners = race.filter((each) => each.status === "fulfilled").map(({ value }) => value["client"]);
    const losers = race.filter((each) => each.status === "rejected").map(({ reason }) => reason);
    expect(losers).toHaveLength(49);
    for (const reason of losers) expect(reason).toMatchObject({ code: "conflict", field: "idempotencyKey" });
    const stored = await store.query("SELECT client_id FROM cs.accounts WHERE client_name LIKE 'Different %'");
    expect(stored).toEqual(winners.map((client) => ({ client_id: (client as Client).clientId })));
  });

  it("with one external ref register one account; who comes too late is told or gets it", async () => {
    const externalRefs = [{ source: "crm", externalId: "A-1" }];
    const race = await Promise.allSettled(
      racers.map((racer) => register({ clientName: `Ref ${racer}`, externalRefs })),
    );
    const answers = race.filter((each) => each.status === "fulfilled").map(({ value }) => value);
    const losers = race.filter((each) => each.status === "rejected").map(({ reason }) => reason);
    expect(answers.filter((answer) => answer["created"])).toHaveLength(1);
    expect(new Set(answers.map((answer) => (answer["client"] as Client).clientId)).size).toBe(1);
    for (const reason of losers) expect(reason).toMatchObject({ code: "conflict", field: "externalRefs" });
    expect(await count("SELECT FROM cs.accounts WHERE client_name LIKE $1", "Ref %")).toBe(1);
  });
});
