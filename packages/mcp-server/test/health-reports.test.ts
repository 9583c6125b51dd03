import { readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { acme, type RegisterOutput } from "./fixtures.ts";

const store = useTestStore({ asOf: "2024-06-01" });
const bench = useWorkbench();
let connection: McpConnection;
let folder: string;
let clientId: string;

interface Answer {
  readonly reportId: string;
  readonly file: { readonly path: string; readonly bytes: number } | null;
  readonly reason: string | null;
}

beforeAll(async () => {
  folder = await bench.folder();
  const env = { ...databaseVariables(store.urls), CS_AS_OF: "2024-06-01", CS_EXPORT_DIR: folder };
  connection = await bench.connect({ ...env, CS_CHROMIUM: join(folder, "absent") });
  ({ clientId } = (await connection.call<RegisterOutput>("register_client", acme)).client);
});

describe("a report over stdio", () => {
  it("is a file in the folder of the settings, whose size and place the answer tells", async () => {
    const { reportId, file } = await connection.call<Answer>("generate_health_reports", { clientId });
    expect(file?.path).toBe(join(folder, "tenant-default", `client-2024-06-01-${reportId}.html`));
    const page = readFileSync(file?.path ?? "");
    expect(page.length).toBe(file?.bytes);
    expect(page.toString()).toContain("<h1>Health report: Acme Inc</h1>");
  });

  it("is a page where the settings name no Chromium that is there", async () => {
    const answer = await connection.call<Answer>("generate_health_reports", { format: "pdf" });
    expect(answer.reason).toBe("No PDF was made: no Chromium was found; CS_CHROMIUM can name one. This is its page.");
    expect(readFileSync(answer.file?.path ?? "", "utf8")).toMatch(/^<!doctype html>/);
  });

  it("is kept, and not claimed as a file, where none can be written", async () => {
    const env = { ...databaseVariables(store.urls), CS_AS_OF: "2024-06-01", CS_EXPORT_DIR: "/dev/null/exports" };
    const other = await bench.connect(env);
    const { reportId, file, reason } = await other.call<Answer>("generate_health_reports", {});
    expect({ file, reason }).toEqual({ file: null, reason: "The file could not be written (ENOTDIR)." });
    const { contents } = await other.client.readResource({ uri: `cs://reports/${reportId}` });
    expect(JSON.stringify(contents)).toContain("Health report: all accounts");
  });

  it("is not to be had where nothing may be written", async () => {
    const env = { ...databaseVariables(store.urls), MCP_READ_ONLY: "true" };
    const { tools } = await (await bench.connect(env)).client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain("generate_health_reports");
  });
});
