// Calls every tool of the stdio server once with the Inspector CLI, on an empty data folder of its own. Prints one line
// per tool and exits with 1 when any of them fails.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import { operations } from "@cs/services";

const root = join(import.meta.dirname, "..");
const inspector = join(root, "node_modules", ".bin", "mcp-inspector");
const server = [process.execPath, "--conditions=@cs/source", join(root, "packages", "mcp-server", "src", "bin.ts")];

/** Valid arguments of every tool but the first, which registers the account that the others are asked about. */
const argumentsOf: Readonly<Record<string, (clientId: string) => object>> = {
  get_client_overview: (clientId) => ({ clientId }),
  update_client_info: (clientId) => ({
    clientId,
    expectedVersion: 1,
    patch: { csm: "CSM East" },
    reason: "inspection",
  }),
  list_clients: () => ({ sort: "health", limit: 10 }),
  get_client_timeline: (clientId) => ({ clientId }),
  calculate_health_score: (clientId) => ({ clientIds: [clientId] }),
  segment_customers: () => ({ action: "preview", method: "rfm" }),
  track_usage_engagement: (clientId) => ({ clientId }),
  segment_by_value_tier: () => ({}),
  track_feature_adoption: () => ({}),
  analyze_engagement_patterns: (clientId) => ({ clientId }),
  analyze_health_trends: (clientId) => ({ clientId }),
  track_adoption_milestones: (clientId) => ({ clientId }),
  generate_health_reports: (clientId) => ({ clientId, format: "markdown" }),
  identify_churn_risk: () => ({}),
  manage_lifecycle_stages: (clientId) => ({ action: "evaluate", clientId }),
  score_risk_factors: (clientId) => ({ clientId }),
  handle_support_ticket: (clientId) => ({ clientId }),
  optimize_customer_lifetime_value: () => ({ margin: 0.8, discount: 0.1 }),
  send_personalized_email: (clientId) => ({
    clientIds: [clientId],
    subject: "Hello",
    body: "Hello {{account.name}}",
    category: "transactional",
  }),
};

interface Answer {
  readonly result?: {
    readonly tools?: readonly { readonly name: string }[];
    readonly structuredContent?: Record<string, unknown>;
  };
}

const home = mkdtempSync(join(tmpdir(), "cs-inspect-"));
// As root the database runs as another user, who must be able to enter.
chmodSync(home, 0o755);
// Held from here on, so that not every inspection starts and stops it.
const postgres = await acquireEmbeddedPostgres({ home });
/** Programs that were started before start faster. */
const compileCache = join(root, ".cache", "compiled");

/** Runs the Inspector, which exits with a code of its own for a failed tool, a bad schema or a broken connection. */
function inspect(...options: string[]): NonNullable<Answer["result"]> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, NODE_COMPILE_CACHE: compileCache };
  const variables = [`CS_HOME=${home}`, "LOG_LEVEL=warn", `NODE_COMPILE_CACHE=${compileCache}`];
  const settings = [...variables.flatMap((variable) => ["-e", variable]), "--connect-timeout", "60000"];
  const args = ["--cli", ...server, ...settings, "--quiet", "--format", "json", ...options];
  const { status, stdout, stderr, error } = spawnSync(inspector, args, { encoding: "utf8", env });
  if (status !== 0) throw new Error(`exit code ${status}: ${error?.message ?? stderr}${stdout}`);
  const { result } = JSON.parse(stdout) as Answer;
  if (!result) throw new Error(`no result: ${stdout}`);
  return result;
}

function call(name: string, input: object): Record<string, unknown> {
  const options = ["--tool-name", name, "--tool-args-json", JSON.stringify(input)];
  const { structuredContent } = inspect("--method", "tools/call", ...options);
  if (!structuredContent) throw new Error("no structured answer");
  return structuredContent;
}

/** Does one check, prints its line and remembers a failure. */
function check<T>(label: string, work: () => T): T | undefined {
  try {
    const value = work();
    console.log(`ok      ${label}`);
    return value;
  } catch (error) {
    console.log(`FAILED  ${label}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return undefined;
  }
}

try {
  const listed = check("tools/list", () => {
    const names = (inspect("--method", "tools/list", "--strict").tools ?? []).map((tool) => tool.name);
    const expected = operations.map((operation) => operation.name);
    if (names.join() !== expected.join()) throw new Error(`lists ${names.join(", ")}, not ${expected.join(", ")}`);
    return names;
  });
  const client = check("register_client", () => call("register_client", { clientName: "Inspected Inc" })["client"]);
  const { clientId } = (client ?? { clientId: "" }) as { clientId: string };
  for (const name of (listed ?? []).filter((each) => each !== "register_client")) {
    check(name, () => {
      const input = argumentsOf[name];
      if (!input) throw new Error("scripts/inspect.ts has no arguments for it");
      call(name, input(clientId));
    });
  }
} finally {
  await postgres.release();
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
