import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it, vi } from "vitest";
import { writeOwnFiles } from "./own-files.ts";

vi.setConfig({ testTimeout: 180_000 });

const store = useTestStore();
const bench = useWorkbench();

interface Summary {
  readonly demo: boolean;
  readonly asOf: string;
  readonly accounts: number;
  readonly byBand: readonly { readonly band: string; readonly count: number }[];
  readonly atRisk: { readonly total: number };
  readonly tooLittleData: { readonly total: number };
}

async function startOnce(env: Record<string, string>, ...args: string[]): Promise<Summary> {
  const { code, stdout, stderr } = await bench.run("cs", ["start", "--once", "--json", ...args], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Summary;
}

/** What must not depend on the machine or the moment, only on the day. */
function countsOf({ asOf, accounts, byBand, atRisk, tooLittleData }: Summary) {
  const bands = byBand.map(({ band, count }) => [band, count]);
  return { asOf, accounts, bands, atRisk: atRisk.total, tooLittleData: tooLittleData.total };
}

describe("the demo portfolio", () => {
  it("appears on an empty data folder, is the same in another and at the next start, and goes for your own data", async () => {
    let home: string;
    let first: Summary;
    let second: Summary;
    // Midnight between the two starts makes two days of them.
    do {
      home = await bench.folder();
      first = await startOnce({ CS_HOME: home });
      second = await startOnce({ CS_HOME: await bench.home() });
    } while (first.asOf !== second.asOf);
    expect(first).toMatchObject({ demo: true, import: null });
    expect(first.accounts).toBeGreaterThan(0);
    expect(countsOf(second)).toEqual(countsOf(first));
    expect(countsOf(await startOnce({ CS_HOME: home }))).toEqual(countsOf(first));

    const { stdout } = await bench.run("cs", ["start", "--once"], { CS_HOME: home });
    expect(stdout).toContain(`\n${first.accounts} accounts on ${first.asOf}  DEMO DATA: invented companies\n`);

    const { folder, mapping } = await writeOwnFiles(await bench.folder());
    const own = await startOnce({ CS_HOME: home }, "--import", folder, "--mapping", mapping);
    expect(own).toMatchObject({ demo: false, accounts: 2 });
    expect(await startOnce({ CS_HOME: home })).toMatchObject({ demo: false, accounts: 2 });
    expect(await startOnce({ CS_HOME: home, CS_TENANT: "demo" })).toMatchObject({ accounts: first.accounts });
    const connection = await bench.connect({ CS_HOME: home });
    expect(await connection.call("list_clients")).toMatchObject({
      total: 2,
      clients: [{ clientName: "Acme Inc" }, { clientName: "Birch, Sons & Co" }],
    });
    // Scored for half a year back, so that trends have something to show.
    const demo = await bench.connect({ CS_HOME: home, CS_TENANT: "demo" });
    expect(await demo.call("analyze_health_trends", { responseFormat: "detailed" })).toMatchObject({
      to: first.asOf,
      trend: { points: 27 },
      partialDays: 0,
    });
  });

  it("stays away with --no-demo and when a tenant is named", async () => {
    const env = databaseVariables(store.urls);
    expect(await startOnce(env, "--no-demo")).toMatchObject({ demo: false, accounts: 0 });
    expect(await startOnce({ ...env, CS_TENANT: "acme" })).toMatchObject({ demo: false, accounts: 0 });
  });
});
