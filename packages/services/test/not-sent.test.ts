import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { createExecutor, localPrincipal, operations } from "../src/index.ts";

const store = useTestStore({ asOf: "2024-06-30" });

describe("what could have been sent of a new account", () => {
  it("is not said to be not configured where the vendor is", async () => {
    const executor = createExecutor({
      persistence: store.persistence,
      operations,
      connected: (tenantId) => new Set(tenantId === store.tenantId ? ["zendesk"] : []),
    });
    const call = localPrincipal(store.tenantId);
    expect(await executor.execute("register_client", { clientName: "Acme" }, call)).toMatchObject({
      notSent: [
        { platform: "zendesk", effect: "create organisation", reason: "not_supported" },
        { platform: "intercom", effect: "create company", reason: "not_configured" },
        { platform: "mixpanel", effect: "create group", reason: "not_configured" },
      ],
    });
  });
});
