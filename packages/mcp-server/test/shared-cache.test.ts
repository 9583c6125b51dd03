import {
  askRedis,
  databaseVariables,
  describeOwnRedis,
  type McpConnection,
  until,
  useRedisServer,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import type { RegisterOutput } from "./fixtures.ts";

describeOwnRedis("two servers that share a database and a Redis", () => {
  const store = useTestStore();
  const redis = useRedisServer({ password: "s3cr3t-Pa55" });
  const bench = useWorkbench();
  let first: McpConnection;
  let second: McpConnection;
  let clientId: string;
  let version = 1;
  beforeAll(async () => {
    const env = { ...databaseVariables(store.urls), REDIS_URL: redis.url, REDIS_KEY_PREFIX: "shop" };
    [first, second] = [await bench.connect(env), await bench.connect(env)];
    ({ clientId } = (await first.call<RegisterOutput>("register_client", { clientName: "Acme" })).client);
  });

  async function edit(server: McpConnection, csm: string): Promise<void> {
    await server.call("update_client_info", { clientId, expectedVersion: version, patch: { csm }, reason: "test" });
    version += 1;
  }
  const csmOn = async (server: McpConnection) =>
    (await server.call<{ client: { csm: string | null } }>("get_client_overview", { clientId })).client.csm;
  const keys = () => askRedis(redis, (client) => client.keys("*"));

  it("answer what the other has written, and keep answers under their prefix", async () => {
    for (const [writer, reader, csm] of [
      [first, second, "Kim"],
      [second, first, "Lee"],
    ] as const) {
      await csmOn(reader);
      await edit(writer, csm);
      expect([await csmOn(first), await csmOn(second)]).toEqual([csm, csm]);
    }
    const found = await keys();
    expect(found.filter((key) => key.startsWith("shop:cache:default:client_overview:"))).not.toEqual([]);
    expect(found.filter((key) => !key.startsWith("shop:"))).toEqual([]);
  });

  it("go on without it, and share it again when it is back", async () => {
    await redis.kill();
    await edit(first, "Mona");
    expect([await csmOn(first), await csmOn(second)]).toEqual(["Mona", "Mona"]);
    await redis.start();
    for (const [server, asOf] of [
      [first, "2024-01-01"],
      [second, "2024-01-02"],
    ] as const) {
      await until(async () => {
        const before = await keys();
        await server.call("get_client_overview", { clientId, asOf });
        return (await keys()).length > before.length;
      });
    }
    await edit(second, "Nils");
    expect([await csmOn(first), await csmOn(second)]).toEqual(["Nils", "Nils"]);
  });
});
