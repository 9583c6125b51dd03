// Runs the job named by `run.mjs`, on the pinned Node and with the locked dependencies installed. A job is a list of
// commands; they run in order and the first failure ends the job.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = process.cwd();
const bin = (name) => join(root, "node_modules", ".bin", name);
const source = "--conditions=@cs/source";
const node = (file, ...rest) => [process.execPath, source, file, ...rest];
// TypeScript 6 has the API that the bundler needs; the native compiler 7 checks types several times faster.
const nativeTsc = join(
  createRequire(join(root, "package.json")).resolve("typescript-native/package.json"),
  "..",
  "bin",
  "tsc",
);

const jobs = {
  start: () => [node("packages/cli/src/bin.ts", "start")],
  cs: () => [node("packages/cli/src/bin.ts")],
  test: () => [[bin("vitest"), "run"]],
  "test:soak": () => [[bin("vitest"), "run", "--mode", "soak"]],
  "test:postgres14": () => [node("scripts/test-postgres14.ts")],
  build: () => [[bin("turbo"), "run", "build", "--cache-dir=.cache/turbo", "--output-logs=errors-only"]],
  typecheck: () => [
    [process.execPath, nativeTsc, "--build", "tsconfig.json"],
    [process.execPath, nativeTsc, "--project", "tsconfig.test.json"],
  ],
  lint: () => [[bin("biome"), "check", "--error-on-warnings", "."]],
  layers: () => [node("scripts/check-layers.ts")],
  unused: () => [[bin("knip")]],
  packages: () => [node("scripts/check-packages.ts")],
  mcpb: () => [...jobs.build(), node("scripts/mcpb.ts")],
  // The schema page and the examples of tools need a PostgreSQL, which tests have; they also compare them.
  generate: () => [
    [bin("vitest"), "run", "packages/persistence/test/database-schema.test.ts", "scripts/tool-examples", "--update"],
    node("scripts/generate.ts"),
  ],
  generated: () => [node("scripts/generate.ts", "--check")],
  bench: () => [node("scripts/bench.ts")],
  gates: () => [node("scripts/gates.ts")],
  conformance: () => [node("scripts/conformance.ts")],
  contract: () => [[bin("vitest"), "run", "contract.test"]],
  inspect: () => [node("scripts/inspect.ts")],
  evals: () => [node("scripts/evals.ts")],
  check: () => [
    ...["build", "typecheck", "lint", "layers", "unused", "packages", "generated"].flatMap((job) => jobs[job]()),
    [
      bin("vitest"),
      "run",
      "--coverage",
      "--reporter=default",
      "--reporter=json",
      "--outputFile.json=.cache/test-results.json",
    ],
  ],
  changeset: () => [[bin("changeset")]],
  // The manifest for the MCP registry names the version.
  "release:version": () => [[bin("changeset"), "version"], node("scripts/generate.ts")],
  release: () => [...jobs.check(), [bin("changeset"), "publish"]],
};

const name = process.env.CS_JOB ?? "";
const job = jobs[name];
if (!job) {
  process.stderr.write(`There is no job "${name}". Jobs: ${Object.keys(jobs).join(", ")}\n`);
  process.exit(2);
}

const commands = job();
const extra = JSON.parse(process.env.CS_JOB_ARGUMENTS ?? "[]");
const environment = { ...process.env };
delete environment.CS_JOB;
delete environment.CS_JOB_ARGUMENTS;

for (const [index, [command, ...rest]] of commands.entries()) {
  if (commands.length > 1)
    process.stderr.write(`\n> ${[command, ...rest].map((part) => part.replace(`${root}/`, "")).join(" ")}\n`);
  const last = index === commands.length - 1;
  const result = spawnSync(command, last ? [...rest, ...extra] : rest, {
    cwd: root,
    env: environment,
    stdio: "inherit",
  });
  if (result.error) process.stderr.write(`${command} could not be started: ${result.error.message}\n`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}
