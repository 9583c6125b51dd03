import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

it("shows the code of the example that scores one account", () => {
  const [shown = ""] = /(?<=```ts\n)import \{ defaultScorecard.*?(?=```)/s.exec(read("README.md")) ?? [];
  expect(shown).not.toBe("");
  expect(read("examples/score-one-account/score-one-account.ts")).toContain(shown.trimEnd());
});

it("has an example that runs and asserts", () => {
  const file = join(root, "examples/score-one-account/score-one-account.ts");
  const printed = execFileSync(process.execPath, ["--conditions=@cs/source", file], { encoding: "utf8" });
  expect(printed).toContain("49 critical");
});

it("links only to files that exist", () => {
  const links = [...read("README.md").matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? "");
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) execFileSync("ls", [join(root, link)], { stdio: "ignore" });
});
