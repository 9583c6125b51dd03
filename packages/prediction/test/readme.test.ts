import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const home = join(import.meta.dirname, "..");

it("shows an example that runs", () => {
  const [example = ""] = /(?<=^```ts\n).*?(?=^```$)/ms.exec(readFileSync(join(home, "README.md"), "utf8")) ?? [];
  const options = ["--conditions=@cs/source", "--input-type=module-typescript", "--eval", example];
  const lines = execFileSync(process.execPath, options, { cwd: home, encoding: "utf8" }).trim().split("\n");
  expect(lines.map((line) => line.replace(/-?[\d.]+$/, "#"))).toEqual([
    "AUC on its own training rows #",
    "log-odds at the means #",
    "logins #",
    "openTickets #",
  ]);
});
