import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HealthBand, HealthScore, MeasureContribution } from "@cs/models";
import type { Report, Table } from "@cs/reports";
import { computedScore, type TestStore, useTestStore } from "@cs/testing";
import { afterAll } from "vitest";
import { createExportFolder } from "../src/index.ts";
import { scorecardInForce } from "./fixtures.ts";

export const reportDay = "2024-06-30";

/** A folder that is removed after the tests. */
export function useFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cs-reports-"));
  afterAll(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A store whose operations write files into the folder. */
export function useReportStore(folder: string, chromium: string | null = null): TestStore {
  return useTestStore({ asOf: reportDay, exports: createExportFolder({ folder, chromium }) });
}

/** What `generate_health_reports` answers. */
export interface ReportAnswer {
  readonly reportId: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly format: string;
  readonly keyFigures: readonly { readonly label: string; readonly text: string; readonly value: number | null }[];
  readonly file: { readonly format: string; readonly path: string; readonly bytes: number } | null;
  readonly reason: string | null;
  readonly markdown: readonly string[];
}

export async function generate(store: TestStore, input: object = {}): Promise<ReportAnswer> {
  return (await store.run("generate_health_reports", input)) as unknown as ReportAnswer;
}

/** The document of a report as it is stored. */
export async function documentOf(store: TestStore, { reportId }: ReportAnswer): Promise<Report> {
  const { document } = await store.persistence.read(store.tenantId, (tx) => tx.reports.get(reportId));
  return document as Report;
}

/** The table or the figures of a chart whose caption or title begins so. */
export function blockOf<Kind extends Report["sections"][number]["blocks"][number]["kind"]>(
  { sections }: Report,
  kind: Kind,
  beginning: string,
): Extract<Report["sections"][number]["blocks"][number], { kind: Kind }> {
  for (const block of sections.flatMap(({ blocks }) => blocks)) {
    const name = "caption" in block ? block.caption : "title" in block ? block.title : "";
    if (block.kind === kind && name.startsWith(beginning)) {
      return block as Extract<typeof block, { kind: Kind }>;
    }
  }
  throw new Error(`there is no ${kind} "${beginning}"`);
}

/** Cells as plain values: texts, and numbers or null. */
export function plainRows({ rows }: Table): (string | number | null)[][] {
  return rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.value)));
}

/** Stores a score of the default scorecard as it is. */
export async function putScore(
  store: TestStore,
  clientId: string,
  asOf: string,
  part: {
    readonly score: number | null;
    readonly band: HealthBand;
    readonly contributions?: MeasureContribution[];
  } & Partial<HealthScore>,
): Promise<void> {
  const known = part.score ?? 0;
  const score: HealthScore = {
    reason: part.score === null ? "too little is known" : null,
    provedBand: "critical",
    coverage: 1,
    confidence: 1,
    interval: { low: known, high: known },
    contributions: [],
    capsFired: [],
    capsUndecided: [],
    asOf,
    scorecard: scorecardInForce,
    inputHash: `${clientId} ${asOf}`,
    ...part,
  };
  await store.persistence.write(store.tenantId, (tx) => tx.snapshots.record([computedScore(clientId, score)]));
}
