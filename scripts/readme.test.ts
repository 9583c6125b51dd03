import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

it.each([
  ["README.md", 6],
  ["docs/health-scoring.md", 3],
  ["examples/health-engine-standalone/README.md", 2],
  ["packages/health-engine/README.md", 2],
])("%s links only to files that exist", (page, fewest) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? "");
  expect(links.length).toBeGreaterThanOrEqual(fewest);
  for (const link of links) execFileSync("ls", [join(root, dirname(page), link)], { stdio: "ignore" });
});
