import { periodStart, usagePeriods, userCohorts } from "@cs/analytics";
import { feedGap } from "@cs/health-engine";
import {
  addDays,
  type CalendarDate,
  calendarDateSchema,
  clientIdSchema,
  daysBetween,
  type Grain,
  grains,
  InvalidInputError,
} from "@cs/models";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { currentUse } from "./usage/current-use.ts";
import { engagementOutput } from "./usage/engagement-output.ts";

const defaultDays: Record<Grain, number> = { day: 30, week: 84, month: 365 };
/** So that an answer holds about 120 periods at most. */
const mostDays: Record<Grain, number> = { day: 120, week: 7 * 120, month: 10 * 366 };
const cohortDays = 365;
/** Days of active users, before the last one. */
const lastDays = 29;

/** Events carry a duration at most; no source says where a session starts. */
const unavailable = [{ part: "sessions", reason: "usage sources deliver events, not sessions" }];

/** Who uses one account's product and how much, by day, week or month. */
export const trackUsageEngagement = defineOperation({
  name: "track_usage_engagement",
  title: "Usage engagement",
  description:
    "Use by one client: DAU, WAU, MAU, stickiness, seats used, trend against its baseline; users, active days, " +
    "events, errors by period; monthly retention of users.",
  category: "health",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.describe("From list_clients."),
    from: calendarDateSchema.optional().describe("YYYY-MM-DD. Default by grain."),
    to: calendarDateSchema.optional().describe("Default today."),
    grain: z.enum(grains).default("week").describe("Default week, from Monday."),
  }),
  output: engagementOutput,
  async run({ clientId, from: first, to: last, grain }, { tx, tenant, today }) {
    const to = last ?? today;
    const from = periodStart(first ?? addDays(to, 1 - defaultDays[grain]), grain);
    refuseRange({ from, to, grain });
    await tx.accounts.get(clientId);
    const covered = await tx.queries.coverage(to);
    const fed = feedGap({ asOf: to, coverage: covered }, { needs: ["usage"], windowDays: null }) === null;
    const countedUntil = fed ? (covered.usage?.to ?? to) : to;
    const [account] = await tx.queries.accountFacts({
      clientIds: [clientId],
      asOf: countedUntil,
      timeZone: tenant.timeZone,
    });
    if (!account) throw new Error(`account ${clientId} has no facts row`);
    const facts = await tx.queries.engagement({
      clientId,
      from: earlier(from, addDays(countedUntil, -lastDays)),
      to: countedUntil,
      grain,
      cohortsFrom: periodStart(addDays(countedUntil, -cohortDays), "month"),
    });
    const coverage = covered.usage ?? null;
    return {
      clientId,
      from,
      to,
      grain,
      coverage,
      countedUntil,
      current: currentUse(account, facts),
      periods: usagePeriods({ from, to, grain, coverage, facts }),
      cohorts: userCohorts(facts.cohorts, { to: countedUntil, coverage }),
      unavailable,
    };
  },
});

function refuseRange({ from, to, grain }: { from: CalendarDate; to: CalendarDate; grain: Grain }): void {
  if (from > to) {
    throw new InvalidInputError(`from (${from}) is after to (${to}).`, { field: "from", hint: "Swap them." });
  }
  const days = daysBetween(from, to) + 1;
  if (days > mostDays[grain]) {
    throw new InvalidInputError(
      `${from} to ${to} are ${days} days; by ${grain} at most ${mostDays[grain]} are shown.`,
      {
        field: "from",
        hint: grain === "month" ? "Ask for a shorter range." : "Ask for a shorter range or a longer grain.",
      },
    );
  }
}

function earlier(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left < right ? left : right;
}
