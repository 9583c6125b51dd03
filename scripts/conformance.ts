// Runs the scenarios of the MCP conformance suite that apply to any server against the product over HTTP, on an empty
// data folder of its own. Prints one line per scenario and exits with 1 when any of them fails.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { serveHttp } from "@cs/mcp-server";
import { createRuntime, loadConfig } from "@cs/runtime";

const suite = join(import.meta.dirname, "..", "node_modules", ".bin", "conformance");

/** The others want a server made for them, with tools, resources and prompts of fixed names. */
const scenarios = [
  "server-initialize",
  "ping",
  "tools-list",
  "resources-list",
  "prompts-list",
  "logging-set-level",
  "server-sse-multiple-streams",
  "dns-rebinding-protection",
];

const home = mkdtempSync(join(tmpdir(), "cs-conformance-"));
// As root the database runs as another user, who must be able to enter.
chmodSync(home, 0o755);
const runtime = await createRuntime(loadConfig({ CS_HOME: home, HTTP_PORT: "0", LOG_LEVEL: "silent" }));
const endpoint = await serveHttp(runtime);

/** What the suite says of one scenario, and whether all of its checks passed. It writes its results where it runs. */
async function run(scenario: string): Promise<{ passed: boolean; said: string }> {
  const options = ["server", "--url", endpoint.url, "--scenario", scenario];
  const program = spawn(suite, options, { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
  const [said, complaint] = await Promise.all([text(program.stdout), text(program.stderr), once(program, "close")]);
  const [, passed = 0, failed = 1] = /Passed: (\d+)\/\d+, (\d+) failed/.exec(said)?.map(Number) ?? [];
  return { passed: program.exitCode === 0 && passed > 0 && failed === 0, said: said + complaint };
}

try {
  for (const scenario of scenarios) {
    const { passed, said } = await run(scenario);
    console.log(passed ? `ok      ${scenario}` : `FAILED  ${scenario}: ${said}`);
    if (!passed) process.exitCode = 1;
  }
} finally {
  await endpoint.close();
  await runtime.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
