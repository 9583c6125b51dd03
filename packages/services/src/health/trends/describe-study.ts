import type { Forecast } from "@cs/health-engine";
import type { ClientId } from "@cs/models";
import { describeChange } from "../outputs/change-output.ts";
import type { MovingAccount } from "./account-trends.ts";
import type { TrendStudy } from "./study-trends.ts";
import type { TrendsAnswer } from "./trend-output.ts";

type Names = ReadonlyMap<ClientId, string>;

/** The accounts that an answer with lists of `limit` names. */
export function namedIn({ moves, moving, found }: TrendStudy, limit: number): ClientId[] {
  return [
    ...moves.map(({ clientId }) => clientId),
    ...moving.declining.slice(0, limit).map(({ clientId }) => clientId),
    ...moving.improving.slice(0, limit).map(({ clientId }) => clientId),
    ...found.alerts.slice(-limit).map(({ clientId }) => clientId),
  ];
}

/** A study as the tool answers it, lists cut to `limit` with their totals beside them. */
export function describeStudy(
  study: TrendStudy,
  { names, limit }: { readonly names: Names; readonly limit: number },
): Omit<TrendsAnswer, "from" | "to"> {
  const { series, migration, moves, moving, found } = study;
  const { direction, reason, points, slope, p } = study.trend;
  return {
    accounts: study.accounts,
    scorecards: [...study.scorecards],
    trend: { direction, reason, points, slope, p },
    forecast: describeForecast(study.forecast),
    series: series.means.map(({ day, mean, accounts }) => ({ day, score: mean, accounts })),
    partialDays: series.partial.length,
    migration,
    movers: moves.map(({ clientId, before, after, change }) => ({
      ...named(clientId, names),
      to: after.asOf,
      change: describeChange(change, { before, after }),
    })),
    declining: listOf(moving.declining, { names, limit }),
    improving: listOf(moving.improving, { names, limit }),
    tested: moving.tested,
    alerts: {
      total: found.alerts.length,
      latest: found.alerts
        .slice(-limit)
        .toReversed()
        .map(({ clientId, day, condition, now, before }) => ({
          ...named(clientId, names),
          day,
          kind: condition.kind,
          ...now,
          before: before && { ...before },
        })),
    },
    incidents: found.incidents.map(({ day, compared, moved, heldBack }) => ({
      day,
      compared,
      moved,
      heldBack: heldBack.length,
    })),
  };
}

function describeForecast({ day, value, interval, level, reason }: Forecast): TrendsAnswer["forecast"] {
  return { day, value, low: interval?.low ?? null, high: interval?.high ?? null, level, reason };
}

function listOf(accounts: readonly MovingAccount[], { names, limit }: { names: Names; limit: number }) {
  const clients = accounts.slice(0, limit).map(({ clientId, ...rest }) => ({ ...named(clientId, names), ...rest }));
  return { total: accounts.length, clients };
}

function named(clientId: ClientId, names: Names) {
  return { clientId, clientName: names.get(clientId) ?? clientId };
}
