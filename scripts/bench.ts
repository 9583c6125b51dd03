import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs every benchmark in a process of its own, or those whose names are given. Ratios count; milliseconds are a guide.
 * Options such as `--full` go to the benchmarks; docs/benchmarks.md says which there are.
 */
const folder = join(import.meta.dirname, "bench");
const given = process.argv.slice(2);
const options = given.filter((argument) => argument.startsWith("--"));
const wanted = given.filter((argument) => !argument.startsWith("--"));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.replace(".bench.ts", ""));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. Benchmarks: ${names.join(", ")}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n# ${name}`);
  const file = join(folder, `${name}.bench.ts`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, "--expose-gc", file, ...options], {
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
}
