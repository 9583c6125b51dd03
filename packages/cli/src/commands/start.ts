import { httpConnections, type RunningServer, runUntilStopped, serveHttp } from "@cs/mcp-server";
import { addDays, InvalidInputError } from "@cs/models";
import { createRuntime, type Environment, type Runtime } from "@cs/runtime";
import { type ImportReport, scoreHistory } from "@cs/services";
import { showClientConfig } from "../client-config/show-client-config.ts";
import { demoTenantId, loadDemo } from "../demo/load-demo.ts";
import { runImport } from "../import/run-import.ts";
import { settings } from "../settings.ts";
import { summarisePortfolio } from "../start/portfolio-summary.ts";
import { showImportReport } from "../start/show-import-report.ts";
import { showSummary } from "../start/show-summary.ts";
import { createReporter, type Reporter } from "../terminal/reporter.ts";

export interface StartOptions {
  readonly import?: string;
  readonly mapping?: string;
  readonly asOf?: string;
  readonly port?: string;
  readonly once?: true;
  readonly json?: true;
  readonly demo: boolean;
}

/** So that the trends of the demo have something to show. */
const demoWeeks = 26;

/** Starts everything: database, data, scores, the table of accounts at risk, and MCP over HTTP. */
export async function start(options: StartOptions, environment: Environment): Promise<void> {
  const reporter = createReporter({ silent: options.json === true });
  if ((options.import === undefined) !== (options.mapping === undefined)) {
    throw new InvalidInputError("--import and --mapping belong together.", {
      hint: "Give both: --import FOLDER --mapping FILE. See examples/import-ravenstack/mapping.json.",
    });
  }
  const config = settings(environment, options);
  const callSeconds = options.once ? 0 : config.http.graceSeconds;
  const run = async () => {
    const runtime = await createRuntime(config, { onProgress: reporter.step, poolSize: httpConnections });
    try {
      const { tenantId, report, newDemo } = await prepareData(runtime, options, reporter);
      await scoreAll(runtime, { tenantId, weeks: newDemo ? demoWeeks : 0 }, reporter);
      await showResult(runtime, tenantId, options, report);
      if (options.once) return { ended: Promise.resolve(), close: () => runtime.close() };
      return await serve(runtime, tenantId, reporter);
    } catch (error) {
      await runtime.close();
      throw error;
    }
  };
  await runUntilStopped(run, { callSeconds });
}

/** Your files, what is stored already, or the demo when nothing is. */
async function prepareData(
  runtime: Runtime,
  { import: folder, mapping, demo }: StartOptions,
  reporter: Reporter,
): Promise<{ tenantId: string; report: ImportReport | null; newDemo: boolean }> {
  const { tenantId, config } = runtime;
  if (folder !== undefined && mapping !== undefined) {
    const report = await runImport({ runtime, tenantId, folder, mapping, asOf: config.asOf, reporter });
    return { tenantId, report, newDemo: false };
  }
  const stored = await runtime.persistence.read(tenantId, (tx) => tx.accounts.count());
  if (stored > 0 || !demo || config.tenantId !== null) return { tenantId, report: null, newDemo: false };
  return { tenantId: demoTenantId, report: null, newDemo: await loadDemo(runtime, reporter) };
}

/** Scores everybody today, and on the same day of the weeks before. */
async function scoreAll(
  runtime: Runtime,
  { tenantId, weeks }: { readonly tenantId: string; readonly weeks: number },
  reporter: Reporter,
): Promise<void> {
  const { asOf } = await runtime.today(tenantId);
  const bar = reporter.progress("Health scores");
  const days = await scoreHistory({
    persistence: runtime.persistence,
    tenantId,
    asOf,
    from: addDays(asOf, -7 * weeks),
    everyDays: 7,
    onProgress: (done, total) => bar.update(done, total),
  });
  const past = weeks === 0 ? "" : `, and each of the ${weeks} weeks before`;
  bar.stop(`Scored ${days.at(-1)?.scored ?? 0} accounts as of ${asOf}${past}`);
}

async function showResult(runtime: Runtime, tenantId: string, options: StartOptions, report: ImportReport | null) {
  const summary = await summarisePortfolio(runtime, tenantId);
  const demo = tenantId === demoTenantId;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ demo, import: report, ...summary })}\n`);
    return;
  }
  if (report) showImportReport(report, process.stdout);
  showSummary(summary, { demo });
}

async function serve(runtime: Runtime, tenantId: string, reporter: Reporter): Promise<RunningServer> {
  await runtime.startWorker("elected");
  const endpoint = await serveHttp({ ...runtime, tenantId });
  showClientConfig(runtime.config, tenantId, endpoint.url);
  reporter.step(
    endpoint.open
      ? "No token is needed: only programs on this machine can connect. For others see docs/security-http.md"
      : "Clients need a token: Authorization: Bearer TOKEN",
  );
  reporter.step(`Serving MCP at ${endpoint.url}, Ctrl-C stops it`);
  return {
    ended: new Promise(() => {}),
    async close() {
      await endpoint.close();
      await runtime.close();
    },
  };
}
