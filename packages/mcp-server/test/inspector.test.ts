import { join } from "node:path";
import { operations } from "@cs/services";
import { repositoryFolder, useWorkbench } from "@cs/testing";
import { expect, it } from "vitest";

const bench = useWorkbench();

it("the Inspector CLI lists the tools and calls each of them", { timeout: 180_000 }, async () => {
  const script = join(repositoryFolder, "scripts", "inspect.ts");
  const inspection = bench.startCommand(process.execPath, ["--conditions=@cs/source", script], {});
  expect(await inspection.ended, inspection.stdout() + inspection.stderr()).toEqual({ code: 0, signal: null });
  const lines = ["tools/list", ...operations.map((operation) => operation.name)].map((label) => `ok      ${label}\n`);
  expect(inspection.stdout()).toBe(lines.join(""));
});
