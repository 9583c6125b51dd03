import { chmodSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { createExecutor, createExportFolder, localPrincipal, operations } from "../src/index.ts";
import { addAccount } from "./fixtures.ts";
import { generate, type ReportAnswer, reportDay, useFolder, useReportStore } from "./report-fixtures.ts";

const folder = useFolder();
const programs = useFolder();

/** Stands for Chromium: writes a PDF that holds the address of the page, or what it was told to write. */
function program(name: string, written = "%PDF-1.4"): string {
  const path = join(programs, name);
  const script = [
    "#!/bin/sh",
    'for each; do case "$each" in --print-to-pdf=*) target="$(echo "$each" | cut -d = -f 2)";; esac; done',
    `echo '${written}' "$each" > "$target"`,
  ];
  writeFileSync(path, script.join("\n"), { mode: 0o755 });
  return path;
}

const chromium = program("chromium");
const store = useReportStore(folder, chromium);
let clientId: string;
beforeAll(async () => {
  clientId = await addAccount(store, { customers: [{ clientName: "Acme" }] });
});

const files = () => readdirSync(join(folder, "tenant-default"));
const contentOf = ({ file }: ReportAnswer) => readFileSync(file?.path ?? "", "utf8");

/** Asks through an executor with another folder or program for files. */
async function generateWith(exports: Parameters<typeof createExportFolder>[0], input: object): Promise<ReportAnswer> {
  const { persistence, tenantId } = store;
  const executor = createExecutor({ persistence, operations, asOf: reportDay, exports: createExportFolder(exports) });
  return (await executor.execute(
    "generate_health_reports",
    input,
    localPrincipal(tenantId),
  )) as unknown as ReportAnswer;
}

describe("the file", () => {
  it.each([
    ["html", /^<!doctype html>/],
    ["markdown", /^# Health report: all accounts\n/],
    ["csv", /^Health report: all accounts,/],
    ["json", /^\{\n {2}"title": "Health report: all accounts"/],
    ["pdf", /^%PDF-1.4 file:.*page\.html\n$/],
  ])("is %s, whole and where the answer says", async (format, content) => {
    const answer = await generate(store, { format });
    expect(answer).toMatchObject({ format, reason: null, file: { format } });
    expect(contentOf(answer)).toMatch(content);
    expect(answer.file?.bytes).toBe(readFileSync(answer.file?.path ?? "").length);
    expect(answer.file?.path).toMatch(
      new RegExp(`/tenant-default/portfolio-2024-06-30-${answer.reportId}\\.(html|md|csv|json|pdf)$`),
    );
  });

  it("says in CSV what the answer says", async () => {
    const answer = await generate(store, { format: "csv" });
    const rows = parse(contentOf(answer), { relax_column_count: true, skip_empty_lines: true });
    expect(rows).toContainEqual(["Accounts", "1", "0 with a score"]);
    expect(answer.keyFigures[0]).toEqual({ label: "Accounts", text: "1 (0 with a score)", value: 1 });
  });

  it("is HTML with the reason where no PDF can be made", async () => {
    const failing = join(programs, "failing");
    writeFileSync(failing, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    for (const [path, reason] of [
      [join(programs, "absent"), "No PDF was made: no Chromium was found; CS_CHROMIUM can name one. This is its page."],
      [failing, "No PDF was made: Chromium failed. This is its page."],
      [program("other", "no"), "No PDF was made: Chromium wrote something else. This is its page."],
    ]) {
      const answer = await generateWith({ folder, chromium: path ?? null }, { format: "pdf" });
      expect(answer).toMatchObject({ format: "pdf", reason, file: { format: "html" } });
      expect(contentOf(answer)).toMatch(/^<!doctype html>/);
    }
  });

  it("is not claimed when it cannot be written, and the report is kept all the same", async () => {
    const blocked = join(programs, "blocked");
    writeFileSync(blocked, "a file where the folder should be");
    const answer = await generateWith({ folder: blocked, chromium: null }, {});
    expect(answer.file).toBeNull();
    expect(answer.reason).toMatch(/^The file could not be written \(E\w+\)\.$/);
    const kept = await store.persistence.read(store.tenantId, (tx) => tx.reports.get(answer.reportId));
    expect(kept).toMatchObject({ title: answer.title, author: "local", from: "2024-04-01", to: reportDay });
  });

  it("does not leave the folder by a link", async () => {
    const trap = useTrap();
    symlinkSync(trap.elsewhere, join(trap.folder, "tenant-default"));
    const answer = await generateWith({ folder: trap.folder, chromium: null }, {});
    expect(answer).toMatchObject({ file: null, reason: "The export folder holds a link that leads out of it." });
    expect(readdirSync(trap.elsewhere)).toEqual([]);
  });

  it("is absent in a process that writes none", async () => {
    const { persistence, tenantId } = store;
    const executor = createExecutor({ persistence, operations, asOf: reportDay });
    const answer = await executor.execute("generate_health_reports", {}, localPrincipal(tenantId));
    expect(answer).toMatchObject({ file: null, reason: "This process writes no files." });
  });
});

const traps = [useFolder(), useFolder()] as const;
function useTrap() {
  return { folder: traps[0], elsewhere: traps[1] };
}

function fail(): Promise<never> {
  return Promise.reject(new Error("the process ends here"));
}

describe("a call that is repeated with its key", () => {
  it("makes one report and one file, which stays as it is", async () => {
    const input = { clientId, idempotencyKey: "the same key" };
    const first = await generate(store, input);
    const before = files().length;
    writeFileSync(first.file?.path ?? "", "changed by somebody");
    const again = await generate(store, input);
    expect(again).toEqual({ ...first, file: { ...first.file, bytes: "changed by somebody".length } });
    expect(contentOf(again)).toBe("changed by somebody");
    expect(files().length).toBe(before);
    const rows = await store.query("SELECT 1 FROM cs.reports WHERE report_id = $1", [first.reportId]);
    expect(rows).toHaveLength(1);
  });

  it("writes the file that could not be written the first time", async () => {
    const blocked = join(programs, "later");
    writeFileSync(blocked, "in the way");
    const input = { format: "markdown", idempotencyKey: "a later file" };
    const first = await generateWith({ folder: blocked, chromium: null }, input);
    expect(first.file).toBeNull();
    const again = await generate(store, input);
    expect(again).toMatchObject({ reportId: first.reportId, reason: null });
    expect(
      contentOf(again)
        .split("\n")
        .filter((line) => line !== ""),
    ).toEqual(first.markdown);
  });

  it("can be repeated when the process ends, or what follows fails, after the commit", async () => {
    const { persistence, tenantId } = store;
    const broken = { find: fail, put: fail, print: fail };
    const executor = createExecutor({ persistence, operations, asOf: reportDay, exports: broken });
    const ask = (input: object) => executor.execute("generate_health_reports", input, localPrincipal(tenantId));
    await expect(ask({})).rejects.toMatchObject({ code: "persistence", retryable: false });
    const input = { format: "csv", idempotencyKey: "after a crash" };
    await expect(ask(input)).rejects.toMatchObject({ code: "persistence", retryable: true });
    expect(contentOf(await generate(store, input))).toMatch(/^Health report/);
  });

  it("makes one report and one file also when it comes several times at once", async () => {
    const before = files().length;
    const input = { format: "pdf", idempotencyKey: "at the same time" };
    const answers = await Promise.all(Array.from({ length: 4 }, () => generate(store, input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(files().length).toBe(before + 1);
  });

  it("prints a PDF once", async () => {
    const input = { format: "pdf", idempotencyKey: "one print" };
    const first = await generate(store, input);
    chmodSync(chromium, 0o000);
    const again = await generate(store, input).finally(() => chmodSync(chromium, 0o755));
    expect(again).toEqual(first);
  });
});

describe("a call is refused", () => {
  it.each([
    [
      { from: "2024-07-01", to: "2024-06-30" },
      { code: "invalid_input", field: "from" },
    ],
    [{ clientId: `cs_${"0".repeat(26)}` }, { code: "not_found", field: "clientId" }],
    [{ segmentId: "seg_none" }, { code: "not_found", field: "segmentId" }],
    [{ format: "docx" }, { code: "invalid_input", field: "format" }],
    [{ name: "../../etc/passwd" }, { code: "invalid_input" }],
  ])("%j", async (input, failure) => {
    const before = files();
    await expect(generate(store, input)).rejects.toMatchObject(failure);
    expect(files()).toEqual(before);
  });

  it("for a client and a segment at once", async () => {
    await expect(generate(store, { clientId, segmentId: "seg_1" })).rejects.toMatchObject({ field: "segmentId" });
  });

  it("where nothing may be written, and leaves no file", async () => {
    const before = files();
    const call = store.run("generate_health_reports", {}, { readOnly: true });
    await expect(call).rejects.toMatchObject({ code: "forbidden" });
    expect(files()).toEqual(before);
  });
});

it("without any account there is a report that says so", async () => {
  await store.persistence.write("empty", (tx) =>
    tx.tenants.ensure({ name: "Empty", timeZone: "UTC", reportingCurrency: "USD" }),
  );
  const call = { ...localPrincipal("empty") };
  const answer = (await store.executor.execute("generate_health_reports", {}, call)) as unknown as ReportAnswer;
  expect(answer.keyFigures.slice(0, 2)).toEqual([
    { label: "Accounts", text: "0 (0 with a score)", value: 0 },
    { label: "Mean score", text: "No account has a score.", value: null },
  ]);
  expect(answer.file?.path).toContain("/tenant-empty/");
});
