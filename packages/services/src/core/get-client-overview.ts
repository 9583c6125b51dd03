import { type MeasureId, observeMeasure } from "@cs/health-engine";
import {
  type AccountFacts,
  type CalendarDate,
  type ClientId,
  type CustomerAccount,
  calendarDateSchema,
  clientIdSchema,
  customerText,
  daysBetween,
  type HealthSnapshot,
  surveyKinds,
  ticketPriorities,
} from "@cs/models";
import { type OverviewRow, unknownClient } from "@cs/persistence";
import { z } from "zod";
import { reasonsOf } from "../health/outputs/reasons.ts";
import { nextRenewal } from "../health/scoring/next-renewal.ts";
import { arrByCurrency, runningOn } from "../health/scoring/running-lines.ts";
import { defineOperation } from "../operation/define-operation.ts";
import { detail } from "../operation/detail.ts";
import { briefMoneyOutput, moneyList } from "../operation/money.ts";
import type { OperationContext } from "../operation/operation.ts";
import { reading } from "../operation/reading-output.ts";
import { overviewAccountOutput } from "./account-output.ts";

const instant = z.string();
const freshness = detail(z.string().nullable()).describe("When the newest such fact arrived.");

const output = z.strictObject({
  asOf: z.string(),
  client: overviewAccountOutput,
  health: z
    .strictObject({
      score: z.number().nullable(),
      band: z.string(),
      provedBand: detail(z.string()),
      delta: z.number().nullable().describe("Against the score of previousAsOf, same scorecard."),
      previousAsOf: detail(z.string().nullable()),
      reasons: z.array(z.string()),
      asOf: z.string(),
      computedAt: detail(instant),
    })
    .nullable()
    .describe("Newest stored score; null until calculate_health_score ran."),
  arr: z.array(briefMoneyOutput),
  seats: z.int().nullable(),
  subscriptionsRecordedAt: freshness,
  renewal: z
    .strictObject({
      date: z.string(),
      optOutDeadline: z.string().nullable(),
      daysToOptOut: z.int().nullable(),
      autoRenew: z.boolean().nullable(),
    })
    .nullable(),
  usage: z.strictObject({
    lastUsedOn: z.string().nullable(),
    events28: detail(z.int().nullable()),
    trend: reading,
    activeDays28: detail(reading),
    seatUtilisation: detail(reading),
    recordedAt: freshness,
  }),
  tickets: z.strictObject({
    open: z.array(z.strictObject({ priority: z.enum(ticketPriorities).nullable(), count: z.int(), oldest: instant })),
    recordedAt: freshness,
  }),
  surveys: z.strictObject({
    last: z.strictObject({ kind: z.enum(surveyKinds), score: z.int(), respondedAt: instant }).nullable(),
    recordedAt: freshness,
  }),
  contacts: detail(
    z.array(
      z.strictObject({
        fullName: customerText(z.string()),
        title: customerText(z.string()).nullable(),
        roles: z.array(z.string()),
      }),
    ),
  ),
  unavailable: detail(z.array(z.strictObject({ part: z.string(), reason: z.string() }))),
});

/** Parts of a full view that are not shown here; said instead of shown empty. */
const unavailable = [
  { part: "SLA clocks", reason: "handle_support_ticket shows them by ticket" },
  { part: "onboarding plan progress", reason: "onboarding plans are not supported yet" },
  { part: "open CTAs", reason: "CTAs are not supported yet" },
];

/** One account at a glance, each part with its freshness. */
export const getClientOverview = defineOperation({
  name: "get_client_overview",
  title: "Client overview",
  description:
    "One account at a glance: health and reasons, ARR, renewal, opt-out deadline, usage, open tickets, last survey, " +
    "contacts.",
  category: "core",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.describe("From list_clients."),
    asOf: calendarDateSchema.optional().describe("Default today."),
  }),
  output,
  cached: { kind: "client_overview", clientId: ({ clientId }) => clientId },
  async together(inputs, context) {
    const days = Map.groupBy(inputs, ({ asOf = context.today }) => asOf);
    const answers = await Promise.all(
      [...days].map(async ([asOf, ofDay]) => {
        const clientIds = [...new Set(ofDay.map(({ clientId }) => clientId))];
        return [asOf, await overviewsOn(asOf, clientIds, context)] as const;
      }),
    );
    const overviewOn = new Map(answers);
    return inputs.map(({ clientId, asOf = context.today }) => () => {
      const overview = overviewOn.get(asOf)?.get(clientId);
      if (!overview) throw unknownClient(clientId);
      return overview;
    });
  },
  async run({ clientId, asOf }, context) {
    const overview = (await overviewsOn(asOf ?? context.today, [clientId], context)).get(clientId);
    if (!overview) throw unknownClient(clientId);
    return overview;
  },
});

type Overview = z.infer<typeof output>;

/** The overviews of the accounts that there are. */
async function overviewsOn(
  asOf: CalendarDate,
  clientIds: readonly ClientId[],
  { tx, tenant: { timeZone } }: OperationContext<"read">,
): Promise<Map<ClientId, Overview>> {
  const request = { clientIds, asOf, timeZone };
  const [, clients, facts, rows, snapshots] = await Promise.all([
    tx.planOnce(),
    tx.accounts.getAll(clientIds),
    tx.queries.accountFacts(request),
    tx.queries.accountOverviews(request),
    tx.snapshots.history(clientIds, asOf, 2),
  ]);
  const overviews = facts.flatMap((each): [ClientId, Overview][] => {
    const { clientId } = each;
    const [client, row] = [clients.get(clientId), rows.get(clientId)];
    return client && row ? [[clientId, describe(client, each, row, snapshots.get(clientId) ?? [])]] : [];
  });
  return new Map(overviews);
}

function describe(
  client: CustomerAccount,
  facts: AccountFacts,
  { recordedAt, openTickets, lastSurvey, contacts }: OverviewRow,
  snapshots: readonly HealthSnapshot[],
): Overview {
  const { asOf } = facts;
  const active = runningOn(facts.subscriptions, asOf);
  return {
    asOf,
    client,
    health: healthOf(snapshots),
    arr: moneyList(arrByCurrency(active)),
    seats: seatsOf(active),
    subscriptionsRecordedAt: recordedAt.subscriptions,
    renewal: nextRenewal(facts, asOf),
    usage: { ...usageOf(facts), recordedAt: recordedAt.usage },
    tickets: { open: [...openTickets], recordedAt: recordedAt.tickets },
    surveys: { last: lastSurvey, recordedAt: recordedAt.surveys },
    contacts: contacts.map((contact) => ({ ...contact, roles: [...contact.roles] })),
    unavailable,
  };
}

type Lines = AccountFacts["subscriptions"];

function healthOf([newest, previous]: readonly HealthSnapshot[]): Overview["health"] {
  if (!newest) return null;
  const comparable =
    previous !== undefined &&
    previous.scorecard.id === newest.scorecard.id &&
    previous.scorecard.version === newest.scorecard.version;
  const both = comparable && newest.score !== null && previous.score !== null;
  return {
    score: newest.score,
    band: newest.band,
    provedBand: newest.provedBand,
    delta: both && newest.score !== null && previous.score !== null ? newest.score - previous.score : null,
    previousAsOf: comparable ? previous.asOf : null,
    reasons: reasonsOf(newest),
    asOf: newest.asOf,
    computedAt: newest.computedAt,
  };
}

/** Unknown as soon as one running line does not say how many it has. */
function seatsOf(lines: Lines): number | null {
  if (lines.length === 0) return null;
  return lines.reduce<number | null>((sum, { seats }) => (sum === null || seats === null ? null : sum + seats), 0);
}

function usageOf(facts: AccountFacts): Omit<Overview["usage"], "recordedAt"> {
  const read = (measure: MeasureId) => {
    const observation = observeMeasure(measure, facts);
    return { value: observation.value, reason: observation.value === null ? observation.reason : null };
  };
  const recent = facts.usage.days.filter(({ day }) => daysBetween(day, facts.asOf) < 28);
  return {
    lastUsedOn: facts.usage.lastDay,
    events28: facts.usage.firstDay === null ? null : recent.reduce((sum, { events }) => sum + events, 0),
    trend: read("usage_trend"),
    activeDays28: read("active_days_28"),
    seatUtilisation: read("seat_utilisation"),
  };
}
