import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";

const store = useTestStore();

interface Client {
  clientId: string;
  version: number;
  updatedAt: string;
}
async function newClient(part: object = {}): Promise<Client> {
  const { client } = await store.run("register_client", { clientName: "Acme", csm: "Kim", segment: "smb", ...part });
  return client as Client;
}
const update = (input: object) => store.run("update_client_info", { reason: "test", ...input });
const auditOf = (clientId: string) =>
  store.query(
    "SELECT actor, reason, request_id, changes FROM cs.audit_entries WHERE client_id = $1 AND operation = 'update_client_info'",
    [clientId],
  );

describe("updating a client", () => {
  it("changes only the given fields, says before and after, and counts the version up", async () => {
    const { clientId } = await newClient({ domains: ["a.example"] });
    const patch = { csm: "Lee", domains: ["a.example", "b.example"], lifecycleStage: "growth" };
    expect(await update({ clientId, expectedVersion: 1, patch })).toMatchObject({
      client: { clientId, version: 2, clientName: "Acme", segment: "smb", ...patch },
      changes: [
        { field: "domains", before: ["a.example"], after: ["a.example", "b.example"] },
        { field: "csm", before: "Kim", after: "Lee" },
        { field: "lifecycleStage", before: "onboarding", after: "growth" },
      ],
      notSent: [{ effect: "update organisation" }, { effect: "update company" }, { effect: "update group" }],
    });
  });

  it("clears a field with null", async () => {
    const { clientId } = await newClient();
    const { changes } = await update({ clientId, expectedVersion: 1, patch: { csm: null, segment: null } });
    expect(changes).toEqual([
      { field: "segment", before: "smb", after: null },
      { field: "csm", before: "Kim", after: null },
    ]);
  });

  it("writes one audit row with actor, reason, request and changes", async () => {
    const { clientId } = await newClient();
    const input = { clientId, expectedVersion: 1, patch: { csm: "Lee" }, reason: "Kim left" };
    await store.run("update_client_info", input, { actor: "user:7", requestId: "req-42" });
    expect(await auditOf(clientId)).toEqual([
      {
        actor: "user:7",
        reason: "Kim left",
        request_id: "req-42",
        changes: [{ field: "csm", before: "Kim", after: "Lee" }],
      },
    ]);
  });

  it.each([
    ["the values it has", { csm: "Kim" }],
    ["no field", {}],
    ["a value that only spaces tell apart", { csm: " Kim " }],
  ])("with %s writes nothing", async (_, patch) => {
    const client = await newClient();
    const answer = await update({ clientId: client.clientId, expectedVersion: 1, patch });
    expect(answer).toMatchObject({ client: { version: 1, updatedAt: client.updatedAt }, changes: [], notSent: [] });
    expect(await auditOf(client.clientId)).toEqual([]);
  });

  it.each([[{ csm: "Lee" }], [{}]])("on a stale version is a conflict and writes nothing: %j", async (patch) => {
    const { clientId } = await newClient();
    await update({ clientId, expectedVersion: 1, patch: { csm: "Mia" } });
    await expect(update({ clientId, expectedVersion: 1, patch })).rejects.toMatchObject({
      code: "conflict",
      field: "expectedVersion",
      message: "The account is at version 2, not 1: someone changed it in the meantime.",
    });
    expect(await auditOf(clientId)).toHaveLength(1);
  });
});

describe("an update that cannot be accepted", () => {
  it.each([
    ["a name of nothing", { patch: { clientName: " " } }, "patch.clientName"],
    ["a name of null", { patch: { clientName: null } }, "patch.clientName"],
    ["a mistyped field", { patch: { cms: "Lee" } }, "patch.cms"],
    ["an id in the patch", { patch: { clientId: "cs_x" } }, "patch.clientId"],
    ["no reason", { patch: {}, reason: undefined }, "reason"],
    ["version 0", { patch: {}, expectedVersion: 0 }, "expectedVersion"],
    ["a bad id", { patch: {}, clientId: "A-1" }, "clientId"],
  ])("is refused for %s", async (_, part, field) => {
    const { clientId } = await newClient();
    await expect(update({ clientId, expectedVersion: 1, ...part })).rejects.toMatchObject({
      code: "invalid_input",
      field,
    });
  });

  it("is refused for an unknown client", async () => {
    const unknown = update({ clientId: `cs_${"0".repeat(26)}`, expectedVersion: 1, patch: { csm: "Lee" } });
    await expect(unknown).rejects.toMatchObject({ code: "not_found", field: "clientId" });
  });
});
