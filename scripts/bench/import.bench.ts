import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuntime, loadConfig } from "@cs/runtime";
import { importFolder, parseMapping, scorePortfolio } from "@cs/services";
import { medianOf, report } from "./report.ts";

/** Importing usage rows from CSV, against inserting the same rows into the same table without any check. */
const accounts = 200;
const rows = 20_000;
const rounds = 3;

const home = await mkdtemp(join(tmpdir(), "cs-bench-"));
await chmod(home, 0o755);
const runtime = await createRuntime(loadConfig({ CS_HOME: home, LOG_LEVEL: "silent" }));
const { persistence, tenantId } = runtime;

const customers = Array.from({ length: accounts }, (_, index) => `A-${index},Account ${index}`);
await writeFile(join(home, "accounts.csv"), `id,name\n${customers.join("\n")}\n`);

const usage = (round: number) =>
  Array.from({ length: rows }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, "0");
    return `U-${round}-${index},A-${index % accounts},feature_${index % 20},2024-12-${day}T10:00:00Z,3`;
  });
const mapping = parseMapping({
  source: "bench",
  files: [
    { file: "accounts.csv", kind: "customers", fields: { externalId: "id", clientName: "name" } },
    {
      file: "usage.csv",
      kind: "usage",
      fields: { externalId: "id", customer: "account", feature: "feature", occurredAt: "at", quantity: "n" },
    },
  ],
});

const imports: number[] = [];
const inserts: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await writeFile(join(home, "usage.csv"), `id,account,feature,at,n\n${usage(round).join("\n")}\n`);
  imports.push(await timed(() => importFolder({ persistence, tenantId, folder: home, mapping })));
  inserts.push(await timed(() => insertUnchecked(round)));
}
const [imported, inserted] = [medianOf(imports), medianOf(inserts)];
report(`insert ${rows} prepared rows`, `${inserted.toFixed(0)} ms`);
report(`import ${rows} CSV rows`, `${imported.toFixed(0)} ms`, {
  of: imported,
  to: inserted,
  label: "the bare insert",
});
report("rows imported per second", ((rows / imported) * 1000).toFixed(0));

const scored = await timed(() => scorePortfolio({ persistence, tenantId, asOf: "2024-12-31" }));
report(`score and store ${accounts} accounts`, `${scored.toFixed(0)} ms`);
report("accounts scored per second", ((accounts / scored) * 1000).toFixed(0));

await runtime.close();
await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The same rows under other ids, straight through the repository: no CSV, no conversion, no validation. */
async function insertUnchecked(round: number): Promise<void> {
  for (let start = 0; start < rows; start += 1000) {
    await persistence.write(tenantId, (tx) =>
      tx.facts.write(
        "usage",
        "bench",
        Array.from({ length: 1000 }, (_, offset) => {
          const index = start + offset;
          return {
            externalId: `B-${round}-${index}`,
            customer: `A-${index % accounts}`,
            subscription: null,
            feature: `feature_${index % 20}`,
            occurredAt: "2024-12-01T10:00:00.000Z",
            quantity: 3,
            durationSeconds: null,
            errors: null,
            user: null,
          };
        }),
      ),
    );
  }
}
