import {
  alerts,
  type BandMatrix,
  bandMigration,
  dailyMeans,
  type Forecast,
  forecast,
  type PortfolioSeries,
  type Trend,
  trend,
} from "@cs/health-engine";
import type { ReadTransaction, StandingsRequest } from "@cs/persistence";
import { historyOf, pointsOf, seriesByAccount } from "./account-series.ts";
import { type AccountTrends, accountTrends } from "./account-trends.ts";
import { type ExplainedMove, furthestMoves } from "./movers.ts";

const horizonDays = 30;
const alertConditions = [{ kind: "band_drop" }, { kind: "score_drop", points: 10 }] as const;

/** What the stored scores of a window say. */
export interface TrendStudy {
  readonly accounts: number;
  readonly scorecards: readonly string[];
  /** Of the client's score, or of the mean of the days on which everybody was scored. */
  readonly trend: Trend;
  readonly forecast: Forecast;
  readonly series: PortfolioSeries;
  readonly migration: BandMatrix;
  readonly moves: readonly ExplainedMove[];
  readonly moving: AccountTrends;
  readonly found: ReturnType<typeof alerts>;
}

/** Studies the standings of one client, or of all accounts in a scope; explains the `movers` furthest moves. */
export async function studyTrends(tx: ReadTransaction, scope: StandingsRequest, movers: number): Promise<TrendStudy> {
  const rows = await tx.queries.standings(scope);
  const accounts = seriesByAccount(rows);
  const history = historyOf(rows);
  const series = dailyMeans(history);
  const isClient = scope.clientId !== undefined;
  const points = isClient
    ? accounts.flatMap((each) => pointsOf(each))
    : series.means.map(({ day, mean }) => ({ day, score: mean }));
  const whole = new Set(series.means.map(({ day }) => day));
  return {
    accounts: accounts.length,
    scorecards: [...new Set(rows.map(({ scorecard }) => scorecard))].sort(),
    trend: trend(points),
    forecast: forecast(points, horizonDays),
    series,
    migration: bandMigration(
      accounts.flatMap(({ rows: own }) => {
        const [first, last] = [own[0], own.at(-1)];
        return first && last ? [{ before: first.band, after: last.band }] : [];
      }),
    ),
    moves: await furthestMoves(tx, accounts, movers),
    moving: accountTrends(accounts),
    found: alerts({
      history: history.filter(({ day }) => whole.has(day)),
      conditions: alertConditions,
      // Of one account either all or nothing moves: a data incident shows only in a portfolio.
      incident: isClient ? { share: 1 } : {},
    }),
  };
}
