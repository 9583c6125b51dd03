import {
  calendarDateSchema,
  type HealthSnapshot,
  healthBands,
  lifecycleStageSchema,
  lifecycleStages,
  planTierSchema,
  segmentSchema,
} from "@cs/models";
import { type AccountRow, type AccountSort, accountSorts, type BandTotal } from "@cs/persistence";
import { z } from "zod";
import { reasonsOf } from "../health/outputs/reasons.ts";
import { cursorInput, decodeCursor, encodeCursor, nextCursorOutput } from "../operation/cursor.ts";
import { defineOperation } from "../operation/define-operation.ts";
import { detail } from "../operation/detail.ts";
import { briefMoneyOutput, moneyList } from "../operation/money.ts";

const bands = [...healthBands, "not_scored"] as const;
const amount = z.int().min(0).optional();

const sortKeySchemas = { name: z.string(), health: z.number(), arr: z.int(), renewal: z.string() };

const clientOutput = z.strictObject({
  clientId: z.string(),
  clientName: z.string(),
  segment: detail(segmentSchema.nullable()),
  lifecycleStage: detail(z.enum(lifecycleStages).nullable()),
  planTier: detail(planTierSchema.nullable()),
  csm: detail(z.string().nullable()),
  arr: z.array(briefMoneyOutput),
  renewalDate: z.string().nullable(),
  band: z.enum(bands),
  score: z.number().nullable(),
  scoredAsOf: detail(z.string().nullable()),
  reasons: detail(z.array(z.string())).describe("What costs most health, or what is missing."),
});

/** Pages through the accounts that match a filter, with totals of the whole set. */
export const listClients = defineOperation({
  name: "list_clients",
  title: "List clients",
  description: "Finds accounts, with count and ARR by health band over all matches.",
  category: "core",
  effect: "read",
  input: z.strictObject({
    segment: segmentSchema.optional().describe("Size."),
    lifecycleStage: lifecycleStageSchema.optional().describe("Stage."),
    planTier: planTierSchema.optional().describe("Plan."),
    bands: z.array(z.enum(bands)).min(1).max(bands.length).optional().describe("Health bands."),
    csm: z.string().max(200).optional().describe("Exact name."),
    minimumArr: amount.describe("Cents of the reporting currency."),
    maximumArr: amount.describe("Cents."),
    renewalFrom: calendarDateSchema.optional().describe("First day."),
    renewalTo: calendarDateSchema.optional().describe("Last day."),
    search: z.string().trim().min(1).max(200).optional().describe("Part of name or domain."),
    sort: z.enum(accountSorts).default("name").describe("Default name. health: worst first; arr: largest."),
    limit: z.int().min(1).max(100).default(25).describe("Default 25."),
    cursor: cursorInput,
    asOf: calendarDateSchema.optional().describe("Default today."),
  }),
  output: z.strictObject({
    asOf: z.string(),
    clients: z.array(clientOutput),
    nextCursor: nextCursorOutput,
    total: z.int(),
    byBand: z.array(z.strictObject({ band: z.enum(bands), count: z.int(), arr: z.array(briefMoneyOutput) })),
  }),
  cut: { list: "clients" },
  cached: { kind: "client_list", clientId: () => null },
  async run({ cursor, limit, sort, asOf: day, ...filter }, { tx, tenant, today, remember }) {
    const asOf = day ?? today;
    const question = { filter, sort, asOf };
    const after = cursor === undefined ? null : decodeCursor(positionOf(sort), question, cursor);
    const request = { filter, sort, after, limit: limit + 1, asOf, currency: tenant.reportingCurrency };
    const found = await tx.queries.listAccounts(request);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const clientIds = page.map((row) => row.clientId);
    // Of all accounts that the filter lets through: every page has the same.
    const basis = { filter, asOf, currency: tenant.reportingCurrency };
    const totals = { kind: "client_totals", basis, parse: (value: unknown) => totalsSchema.parse(value) } as const;
    const [snapshots, totalled] = await Promise.all([
      tx.snapshots.latest(clientIds, asOf),
      remember(totals, () => tx.queries.totalAccounts(request)),
    ]);
    return {
      asOf,
      clients: page.map((row) => describe(row, snapshots.get(row.clientId))),
      nextCursor: last ? encodeCursor(question, { sortKey: last.sortKey, clientId: last.clientId }) : null,
      ...summarise(totalled),
    };
  },
});

const totalsSchema = z.array(
  z.strictObject({ band: z.enum(bands), count: z.int(), arrByCurrency: z.record(z.string(), z.int()) }),
);

function positionOf(sort: AccountSort) {
  return z.strictObject({ sortKey: sortKeySchemas[sort], clientId: z.string() });
}

function describe(row: AccountRow, snapshot: HealthSnapshot | undefined): z.infer<typeof clientOutput> {
  const { arrByCurrency, sortKey: _, ...rest } = row;
  const reasons = snapshot && row.band !== "not_scored" ? reasonsOf(snapshot) : [];
  return { ...rest, arr: moneyList(arrByCurrency), reasons };
}

function summarise(totals: readonly BandTotal[]) {
  const byBand = totals.map(({ band, count, arrByCurrency }) => ({ band, count, arr: moneyList(arrByCurrency) }));
  return { byBand, total: byBand.reduce((sum, { count }) => sum + count, 0) };
}
