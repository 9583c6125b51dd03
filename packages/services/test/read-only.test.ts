import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../src/index.ts";
import { addAccount } from "./fixtures.ts";

const store = useTestStore({ asOf: "2024-06-30" });
let clientId: string;

beforeAll(async () => {
  clientId = await addAccount(store);
});

const ask = (name: string, input: object) => store.run(name, input, { readOnly: true });

describe("a call that may only read", () => {
  it("is refused when the operation writes, and nothing is written", async () => {
    await expect(ask("register_client", { clientName: "Nobody" })).rejects.toMatchObject({
      code: "forbidden",
      message: "Nothing may be written here, and register_client writes.",
    });
    expect(await store.run("list_clients", { search: "Nobody" })).toMatchObject({ total: 0 });
  });

  it("is refused when its action writes, with the actions that read", async () => {
    for (const action of ["score", "override", "end_override"]) {
      const given = { action, clientIds: [clientId], reason: "r" };
      const input = action === "score" ? { clientIds: [clientId] } : given;
      const more = action === "override" ? { overrideScore: 1, expiresOn: "2024-12-31" } : {};
      await expect(ask("calculate_health_score", { ...input, ...more })).rejects.toMatchObject({
        code: "forbidden",
        field: "action",
        hint: "Its actions that only read: what_if, replay.",
      });
    }
  });

  it("is answered when its action reads", async () => {
    const answer = await ask("calculate_health_score", { action: "what_if", clientIds: [clientId], whatIf: {} });
    expect(answer).toMatchObject({ results: [{ clientId, snapshotId: null }] });
    expect(await ask("list_clients", {})).toMatchObject({ total: 1 });
  });
});

describe("the effect of an operation", () => {
  it("is that of its strongest action", () => {
    for (const { name, effect, actions } of operations) {
      const strongest = ["outward", "write"].find((each) => Object.values<string>(actions ?? {}).includes(each));
      if (actions) expect(effect, name).toBe(strongest ?? "read");
    }
  });
});
