import {
  databaseVariables,
  processesNaming,
  type RunningProgram,
  until,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { describe, expect, it } from "vitest";

const store = useTestStore();
const bench = useWorkbench();
/** The promise is 2 s; the rest is for a busy machine, which tells us late. */
const promisedMilliseconds = 2000 + 500;

/** Starts `cs start` on a free port and waits until it serves. */
async function serve(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ program: RunningProgram; url: string }> {
  const program = bench.start("cs", ["start", "--no-demo", "--port", "0", ...args], env);
  await program.printed("stderr", /Serving MCP at http\S+,/);
  return { program, url: /Serving MCP at (http\S+),/.exec(program.stderr())?.[1] ?? "" };
}

describe("cs start", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "serves the SDK's client over HTTP until %s, which ends it within 2 s with exit code 0",
    async (signal) => {
      const { program, url } = await serve(databaseVariables(store.urls));
      const connection = await bench.connectHttp(url);
      await connection.call("register_client", { clientName: `Until ${signal}` });
      expect(await connection.call("list_clients", { search: signal })).toMatchObject({ total: 1 });
      const started = performance.now();
      program.child.kill(signal);
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - started).toBeLessThan(promisedMilliseconds);
    },
  );

  it("leaves no database server running, while a stdio server on the same data may go on", async () => {
    const home = await bench.home();
    const { program, url } = await serve({ CS_HOME: home });
    const overHttp = await bench.connectHttp(url);
    const overStdio = await bench.connect({ CS_HOME: home });
    await overHttp.call("register_client", { clientName: "Shared" });
    program.child.kill("SIGTERM");
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(await overStdio.call("list_clients")).toMatchObject({ total: 1 });
    await overStdio.close();
    await until(async () => (await processesNaming(home)).length === 0);
  });

  it("prints how each client connects, on stderr; stdout has the tables only", async () => {
    const { program, url } = await serve(databaseVariables(store.urls));
    for (const client of ["claude", "cursor", "vscode"]) expect(program.stderr()).toContain(`\n  ${client}: `);
    expect(program.stderr()).toContain(`Over HTTP, while this server runs: ${url}`);
    expect(program.stderr()).not.toContain("\u001b");
    expect(program.stdout()).not.toContain("mcpServers");
    expect(program.stdout()).toMatch(/^\n\d+ accounts on /);
  });

  it("fails on a port that is in use and names the setting", async () => {
    const { url } = await serve(databaseVariables(store.urls));
    const args = ["start", "--no-demo", "--port", new URL(url).port];
    const { code, stderr } = await bench.run("cs", args, databaseVariables(store.urls));
    expect(code).toBe(1);
    expect(stderr).toMatch(/Port \d+ is already in use\. \(HTTP_PORT\)\nSet HTTP_PORT/);
  });
});

describe("cs migrate", () => {
  it("says that the schema is up to date", async () => {
    const { code, stdout } = await bench.run("cs", ["migrate"], databaseVariables(store.urls));
    expect({ code, stdout }).toEqual({ code: 0, stdout: "The database schema is up to date.\n" });
  });
});
