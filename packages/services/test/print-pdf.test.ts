import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generate, useFolder, useReportStore } from "./report-fixtures.ts";

const isThere = spawnSync("chromium", ["--version"]).status === 0;

describe.skipIf(!isThere)("with Chromium on the path", () => {
  const store = useReportStore(useFolder());

  it("a report is printed on pages", async () => {
    const { file, reason } = await generate(store, { format: "pdf" });
    expect({ format: file?.format, reason }).toEqual({ format: "pdf", reason: null });
    const pdf = readFileSync(file?.path ?? "", "latin1");
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  });
});
