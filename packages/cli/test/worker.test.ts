import { databaseVariables, type RunningProgram, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { writeOwnFiles } from "./own-files.ts";

const bench = useWorkbench();
const store = useTestStore();
let env: Record<string, string>;

interface Listing {
  readonly jobs: readonly { readonly name: string; readonly state: string; readonly id: string }[];
  readonly rescoring: readonly { readonly runId: string; readonly asOf: string; readonly scored: number }[];
}
async function listing(): Promise<Listing> {
  const { code, stdout } = await bench.run("cs", ["jobs", "--json"], env);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Listing;
}

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), CS_AS_OF: "2024-06-30" };
  const { folder, mapping } = await writeOwnFiles(await bench.folder());
  const entry = { actor: "ann", operation: "test", clientId: null, requestId: "r", reason: null, changes: [] };
  await store.persistence.write(store.tenantId, (tx) => tx.audit.add(entry));
  expect((await bench.run("cs", ["import", folder, "--mapping", mapping], env)).code).toBe(0);
});

describe("cs worker", () => {
  const workers: RunningProgram[] = [];

  it("rescores the portfolio once for the day, seals the audit log and applies retention, and cs jobs shows it", async () => {
    expect(await listing()).toEqual({
      jobs: [],
      rescoring: [],
      syncs: [],
      outbox: { pending: 0, oldestPendingAt: null, dead: 0 },
      backtests: [],
    });
    workers.push(bench.start("cs", ["worker"], env), bench.start("cs", ["worker"], env));
    let seen = await listing();
    await until(async () => {
      seen = await listing();
      return ["rescore", "seal-audit", "retention"].every((wanted) =>
        seen.jobs.some(({ name, state }) => name === wanted && state === "completed"),
      );
    });
    expect(seen.jobs.filter(({ name }) => name === "retention")).toHaveLength(1);
    expect(seen.rescoring).toEqual([expect.objectContaining({ asOf: "2024-06-30", scored: 2 })]);
    expect(seen.jobs.map(({ id }) => id)).toContain(seen.rescoring[0]?.runId);
    expect(await store.query("SELECT FROM cs.audit_seals")).toHaveLength(1);
    expect(await store.query("SELECT 1 FROM cs.health_standings WHERE as_of = '2024-06-30'")).toHaveLength(2);
  });

  it("delivers the outbox, each effect once", async () => {
    await store.persistence.write(store.tenantId, (tx) =>
      tx.outbox.add(
        { destination: "events", key: "heard", type: "tested", payload: { subject: "s", data: {} } },
        { destination: "nowhere", key: "lost", type: "tested", payload: {} },
      ),
    );
    const settled = () => store.query("SELECT key, state, attempts FROM cs.outbox WHERE state <> 'pending' ORDER BY 1");
    await until(async () => (await settled()).length === 2);
    expect(await settled()).toEqual([
      { key: "heard", state: "delivered", attempts: 1 },
      { key: "lost", state: "dead", attempts: 1 },
    ]);
    const { stdout } = await bench.run("cs", ["jobs"], env);
    expect(stdout).toMatch(/rescore +completed +1 .*2024-06-30: 2 scored of 2 accounts visited/);
    expect(stdout).toContain("Outbox: 0 pending, 1 dead\n");
  });

  it("ends when it is told to", async () => {
    for (const worker of workers) {
      process.kill(worker.pid, "SIGTERM");
      expect(await worker.ended).toMatchObject({ code: 0 });
    }
  });
});
