import { operations } from "@cs/services";
import { useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";

const bench = useWorkbench();
const inToolset = (toolset: string) =>
  operations.filter(({ category }) => category === toolset).map(({ name }) => name);
const health = inToolset("health");

async function list(...options: string[]): Promise<{ tools: { name: string; tokens: number }[]; tokens: number }> {
  const { code, stdout, stderr } = await bench.run("cs", ["list-tools", "--json", ...options], {});
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("cs list-tools", () => {
  it("lists what a server would show, with what each definition and all together cost, without a database", async () => {
    const { tools, tokens } = await list("--toolsets", "health", "--tools", "list_clients");
    expect(tools.map(({ name }) => name)).toEqual(["list_clients", ...health]);
    expect(tools.reduce((sum, tool) => sum + tool.tokens, 0)).toBe(tokens);
    for (const tool of tools) expect(tool.tokens, tool.name).toBeGreaterThan(50);
  });

  it("hides what read-only and exclusion hide", async () => {
    const { tools } = await list("--read-only", "--exclude-tools", "list_clients,get_client_timeline");
    expect(tools.map(({ name }) => name)).toEqual(["get_client_overview", ...health, ...inToolset("risk")]);
  });

  it("prints a table for people", async () => {
    const { stdout } = await bench.run("cs", ["list-tools", "--tools", "list_clients"], {});
    expect(stdout).toMatch(/list_clients +core +read +\d{2,3}\n1 tools, \d{2,3} tokens \(o200k\)\n$/);
  });

  it("refuses an unknown name with the one it resembles", async () => {
    const { code, stderr } = await bench.run("cs", ["list-tools", "--toolsets", "helth"], {});
    expect(code).toBe(1);
    expect(stderr).toContain("did you mean health?");
  });
});
