import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const program = join(import.meta.dirname, "..", "..", "node_modules", ".bin", "conformance");

/** One thing that a scenario looks at. A warning is about what a server should do, but need not. */
interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "INFO";
  readonly errorMessage?: string;
  readonly details?: unknown;
}

export interface Outcome {
  readonly scenario: string;
  readonly passed: readonly Check[];
  readonly failed: readonly Check[];
  readonly warnings: readonly Check[];
  /** What the suite printed. */
  readonly said: string;
}

/** The names of all scenarios for servers. */
export async function serverScenarios(): Promise<string[]> {
  const { said } = await run(["list", "--server"]);
  return [...said.matchAll(/^ +- (\S+)/gm)].flatMap(([, name]) => name ?? []);
}

/** Runs one scenario against a server. `folder` takes what the suite writes. */
export async function runScenario(scenario: string, url: string, folder: string): Promise<Outcome> {
  const output = mkdtempSync(join(folder, "results-"));
  const { said } = await run(["server", "--url", url, "--scenario", scenario, "--output-dir", output]);
  const [file] = globSync(join(output, "**", "checks.json"));
  const checks: readonly Check[] = file === undefined ? [] : JSON.parse(readFileSync(file, "utf8"));
  const having = (wanted: Check["status"]) => checks.filter(({ status }) => status === wanted);
  return { scenario, passed: having("SUCCESS"), failed: having("FAILURE"), warnings: having("WARNING"), said };
}

async function run(options: readonly string[]): Promise<{ said: string }> {
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
  const [out, complaint] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { said: out + complaint };
}
