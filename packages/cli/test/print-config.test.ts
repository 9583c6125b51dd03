import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();

interface ServerEntry {
  readonly type?: string;
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

async function entryOf(client: string, env: Record<string, string>): Promise<ServerEntry> {
  const { code, stdout } = await bench.run("cs", ["print-config", client], env);
  expect(code).toBe(0);
  const config = JSON.parse(stdout) as { [key: string]: { [name: string]: ServerEntry } };
  const entry = config[client === "vscode" ? "servers" : "mcpServers"]?.["customer-success"];
  if (!entry) throw new Error(`no entry: ${stdout}`);
  return entry;
}

describe.each(["claude", "cursor", "vscode"])("cs print-config %s", (client) => {
  it("prints a command that starts a server which the SDK's client can talk to", async () => {
    const home = await bench.folder();
    const { command, args, env, type } = await entryOf(client, { CS_HOME: home, CS_AS_OF: "2024-12-31" });
    expect(env).toEqual({ CS_HOME: home, CS_TENANT: "default", CS_AS_OF: "2024-12-31" });
    expect(type).toBe(client === "vscode" ? "stdio" : undefined);
    const connection = await bench.connectCommand(command, args, { ...env, ...databaseVariables(store.urls) });
    expect(connection.client.getServerVersion()).toMatchObject({ name: "customer-success" });
    expect(await connection.call("list_clients")).toMatchObject({ asOf: "2024-12-31", total: 0 });
  });
});

describe("cs print-config", () => {
  it("never prints the password of the database, and says so", async () => {
    const env = databaseVariables(store.urls);
    const { stdout, stderr } = await bench.run("cs", ["print-config", "claude"], { ...env, CS_HOME: "/data" });
    expect(stdout + stderr).not.toContain(new URL(store.urls.applicationUrl).username);
    expect(JSON.parse(stdout)).toMatchObject({ mcpServers: { "customer-success": { env: { CS_HOME: "/data" } } } });
    expect(stderr).toContain("DATABASE_URL is not printed");
  });

  it("names the chosen tenant", async () => {
    expect(await entryOf("cursor", { CS_HOME: "/data", CS_TENANT: "acme" })).toMatchObject({
      env: { CS_TENANT: "acme" },
    });
  });
});

describe("cs mcp", () => {
  it("serves over stdio like the server of its own", async () => {
    const connection = await bench.connect(databaseVariables(store.urls), "cs");
    await connection.call("register_client", { clientName: "Through cs mcp" });
    expect(await connection.call("list_clients")).toMatchObject({ total: 1 });
  });
});
