// Runs the MCP conformance suite: the scenarios for any server against the product, and all of them against a server that
// offers what they name, behind the same HTTP endpoint. Prints a line per scenario and exits with 1 when any of them fails.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveHttp } from "@cs/mcp-server";
import { createRuntime, loadConfig } from "@cs/runtime";
import { createFixtureServer } from "../packages/mcp-server/test/conformance/fixture-server.ts";
import { runScenario, serverScenarios } from "./conformance/suite.ts";
import { verdictOf } from "./conformance/verdict.ts";

/** The others want tools, resources and prompts of fixed names. */
const forAnyServer = [
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
const limits = { MAX_REQUESTS_PER_MINUTE: "100000", RATE_LIMIT_PER_CLIENT_PER_MINUTE: "100000" };
const runtime = await createRuntime(loadConfig({ CS_HOME: home, HTTP_PORT: "0", LOG_LEVEL: "silent", ...limits }));
const product = await serveHttp(runtime);
const fixture = await serveHttp(runtime, { serverFor: createFixtureServer });

async function runAll(scenarios: readonly string[], url: string): Promise<void> {
  const counts = { ok: 0, refused: 0, FAILED: 0 };
  for (const scenario of scenarios) {
    const { result, why } = verdictOf(await runScenario(scenario, url, home));
    counts[result] += 1;
    console.log(`${result.padEnd(8)}${scenario}${why && `: ${why}`}`);
  }
  const { ok, refused, FAILED: failed } = counts;
  console.log(`${ok} of ${scenarios.length} passed, ${failed} failed, ${refused} refused on purpose`);
  if (failed > 0 || ok === 0) process.exitCode = 1;
}

try {
  console.log("# The product");
  await runAll(forAnyServer, product.url);
  console.log("\n# What the suite names, behind the HTTP endpoint of the product");
  await runAll(await serverScenarios(), fixture.url);
} finally {
  await fixture.close();
  await product.close();
  await runtime.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
