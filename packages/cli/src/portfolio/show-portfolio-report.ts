import { factKinds } from "@cs/models";
import { csvFileName } from "@cs/portfolio";
import { style } from "../terminal/style.ts";
import type { RowCounts } from "./write-portfolio.ts";

/** What a portfolio was made of and where it lies: equal values of the first five give equal files. */
export interface PortfolioReport {
  readonly accounts: number;
  readonly seed: number;
  readonly asOf: string;
  readonly historyDays: number;
  readonly range: { readonly from: number; readonly count: number };
  readonly folder: string;
  readonly mapping: string;
  readonly truth: string | null;
  readonly rows: RowCounts;
}

/** Prints what was written and how to import it. */
export function showPortfolioReport(report: PortfolioReport, out: NodeJS.WriteStream): void {
  const { accounts, seed, asOf, historyDays, range, folder, mapping, truth, rows } = report;
  const which = range.count === accounts ? "" : ` (${range.count} from number ${range.from})`;
  out.write(`\n${style("bold", "Synthetic portfolio: invented companies", out)}\n`);
  out.write(`  ${accounts} accounts${which}, seed ${seed}, ${historyDays} days up to ${asOf}\n\n`);
  for (const kind of factKinds) {
    out.write(`  ${csvFileName(kind).padEnd(22)} ${rows[kind].toLocaleString("en-US").padStart(13)} rows\n`);
  }
  if (truth !== null) out.write(`\nThe truth behind it, for judging models only: ${truth}\n`);
  out.write(`\nImport it: cs import ${folder} --mapping ${mapping} --as-of ${asOf}\n`);
}
