import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();

it("a client that wants to know hears of failed calls, from the level it sets", async () => {
  const { client, ask } = await bench.connect(databaseVariables(store.urls));
  const heard: unknown[] = [];
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
    heard.push(params);
  });
  await client.setLoggingLevel("error");
  await ask("list_clients", { limit: 1000 });
  await client.setLoggingLevel("info");
  await ask("list_clients", { limit: 0 });
  await client.ping();
  expect(heard).toMatchObject([
    { level: "info", logger: "tools", data: { tool: "list_clients", code: "invalid_input" } },
  ]);
});
