import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestStore, type TestStore, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFolder, parseMapping } from "../src/index.ts";
import { factRows } from "./fixtures.ts";

const interrupted = useTestStore();
const whole = useTestStore();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cs-import-"));
  const customers = Array.from({ length: 1500 }, (_, index) => `A-${index},Company ${index}`);
  const usage = Array.from({ length: 13_500 }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, "0");
    return `U-${index},A-${index % 1600},login,2024-02-${day}`;
  });
  await writeFile(join(folder, "customers.csv"), ["id,name", ...customers].join("\n"));
  await writeFile(join(folder, "usage.csv"), ["id,customer,feature,at", ...usage].join("\n"));
});
afterAll(() => rm(folder, { recursive: true }));

const mapping = parseMapping({
  source: "crm",
  files: [
    { file: "customers.csv", kind: "customers", fields: { externalId: "id", clientName: "name" } },
    {
      file: "usage.csv",
      kind: "usage",
      fields: { externalId: "id", customer: "customer", feature: "feature", occurredAt: "at" },
    },
  ],
});
const run = (store: TestStore, signal?: AbortSignal, onProgress?: (bytesDone: number) => void) =>
  importFolder({
    persistence: store.persistence,
    tenantId: store.tenantId,
    folder,
    mapping,
    signal,
    onProgress: ({ bytesDone }) => onProgress?.(bytesDone),
  });
const counts = async (store: TestStore) =>
  (
    await store.query<{ accounts: number; usage: number; coverage: number }>(`
      SELECT (SELECT count(*) FROM cs.accounts)::int AS accounts, (SELECT count(*) FROM cs.usage_events)::int AS usage,
             (SELECT count(*) FROM cs.data_coverage)::int AS coverage`)
  )[0];

describe("an import that is stopped in the middle", () => {
  it("has written whole batches and does not count as delivered", async () => {
    const stop = new AbortController();
    // The fourth report of progress comes after the first batch of the second file.
    let reports = 0;
    const running = run(interrupted, stop.signal, () => {
      reports += 1;
      if (reports === 4) stop.abort();
    });
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    // 10,000 rows of usage are in, but for those of the customers 1,500 to 1,599, which do not exist.
    expect(await counts(interrupted)).toEqual({ accounts: 1500, usage: 9400, coverage: 0 });
  });

  it("run again ends with the same rows and the same report totals as one that was not stopped", async () => {
    const resumed = await run(interrupted);
    const reference = await run(whole);
    expect(await factRows(interrupted)).toEqual(await factRows(whole));
    // Customers 1,500 to 1,599 come up 100 times in each 1,600 rows, six times in the first 10,000 rows and eight in all.
    expect(reference.files[1]).toMatchObject({ rows: 13_500, inserted: 12_700, rejected: 800 });
    expect(resumed.files[1]).toMatchObject({ rows: 13_500, inserted: 3300, unchanged: 9400, rejected: 800 });
    expect(resumed.rejected).toEqual(reference.rejected);
    expect(await counts(interrupted)).toMatchObject({ accounts: 1500, usage: 12_700 });
  });

  it("stopped before it starts writes nothing at all", async () => {
    const store = await createTestStore();
    await expect(run(store, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
    expect(await counts(store)).toEqual({ accounts: 0, usage: 0, coverage: 0 });
    await store.dispose();
  });
});

describe("progress", () => {
  it("never goes back and ends with all bytes", async () => {
    const seen: number[] = [];
    await run(whole, undefined, (bytes) => seen.push(bytes));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });
});
