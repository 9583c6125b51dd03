import type { PortfolioDay, TrendPoint } from "@cs/health-engine";
import type { CalendarDate, ClientId } from "@cs/models";
import type { StandingRow } from "@cs/persistence";

/** The standings of one account in a window, by day. */
export interface AccountSeries {
  readonly clientId: ClientId;
  readonly rows: readonly StandingRow[];
}

/** Rows that are ordered by account and day, account by account. */
export function seriesByAccount(rows: readonly StandingRow[]): AccountSeries[] {
  const series = new Map<ClientId, StandingRow[]>();
  for (const row of rows) {
    const known = series.get(row.clientId);
    if (known) known.push(row);
    else series.set(row.clientId, [row]);
  }
  return [...series].map(([clientId, own]) => ({ clientId, rows: own }));
}

export function pointsOf({ rows }: AccountSeries): TrendPoint[] {
  return rows.map(({ asOf, score }) => ({ day: asOf, score }));
}

/** The same rows day by day, as the engine reads a portfolio. */
export function historyOf(rows: readonly StandingRow[]): PortfolioDay[] {
  const days = new Map<CalendarDate, Record<string, { score: number; band: StandingRow["band"] } | null>>();
  for (const { asOf, clientId, score, band } of rows) {
    const scores = days.get(asOf) ?? {};
    scores[clientId] = score === null ? null : { score, band };
    days.set(asOf, scores);
  }
  return [...days].map(([day, scores]) => ({ day, scores }));
}
