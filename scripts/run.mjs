#!/usr/bin/env node
// Bootstrap of every root script. It needs only Node >= 20 and npm: it brings the pinned pnpm (and Node, when the
// running one is too old to execute TypeScript), installs the locked dependencies and runs the named job.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@12.21.0";
const NODE = "node@24.21.0";
const OLDEST_NODE = [22, 18];

const [job, ...jobArguments] = process.argv.slice(2);
const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (job === undefined) {
  process.stderr.write("usage: node scripts/run.mjs JOB [ARGUMENT ...]\n");
  process.exit(2);
}

const [major, minor] = process.versions.node.split(".").map(Number);
const nodeIsOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
const packages = [PNPM, ...(nodeIsOld ? [NODE] : [])].map((name) => `--package=${name}`);

// The job gets its arguments as JSON: no shell quoting can change them.
const environment = {
  ...process.env,
  CS_JOB: job,
  CS_JOB_ARGUMENTS: JSON.stringify(jobArguments),
  TURBO_TELEMETRY_DISABLED: "1",
  npm_config_update_notifier: "false",
};
const install = "pnpm install --frozen-lockfile --prefer-offline --reporter=silent 1>&2";
const result = spawnSync(
  "npm",
  ["exec", "--yes", ...packages, "-c", `${install} && node ${join("scripts", "jobs.mjs")}`],
  {
    cwd: root,
    env: environment,
    stdio: "inherit",
    shell: process.platform === "win32",
  },
);
if (result.error) {
  process.stderr.write(`npm could not be started: ${result.error.message}\n`);
  process.exit(1);
}
process.exit(result.status ?? 1);
