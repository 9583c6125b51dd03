import { adoptionCurve, periodStart, timeToAdopt } from "@cs/analytics";
import { feedGap } from "@cs/health-engine";
import {
  addDays,
  calendarDateSchema,
  clientIdSchema,
  type FeatureFacts,
  known,
  lifecycleStageSchema,
  type Reading,
  segmentSchema,
  text,
  unknown,
} from "@cs/models";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { adoptionOutput } from "./usage/adoption-output.ts";

/** The fewest days that any eleven months in a row have: with the month of the day, a curve has twelve points. */
const elevenMonths = 334;

/** Which features customers use, how many of them, how fast they came to it. */
export const trackFeatureAdoption = defineOperation({
  name: "track_feature_adoption",
  title: "Feature adoption",
  description: "Features in use: adopters and their share, events, adoption curve by month, time to first use.",
  category: "health",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.optional().describe("Only this client."),
    segment: segmentSchema.optional().describe("Size."),
    lifecycleStage: lifecycleStageSchema.optional().describe("Stage."),
    features: z.array(text(200)).min(1).max(20).optional().describe("Default the most adopted."),
    days: z.int().min(1).max(365).default(90).describe("Window. Default 90."),
    minimumEvents: z.int().min(1).default(1).describe("That make an adopter. Default 1."),
    asOf: calendarDateSchema.optional().describe("Default today."),
    limit: z.int().min(1).max(20).default(10).describe("Default 10."),
  }),
  output: adoptionOutput,
  async run({ features, days, minimumEvents, asOf: day, limit, ...filter }, { tx, today }) {
    const asOf = day ?? today;
    const from = addDays(asOf, 1 - days);
    if (filter.clientId !== undefined) await tx.accounts.get(filter.clientId);
    const coverage = await tx.queries.coverage(asOf);
    const gap = feedGap({ asOf, coverage }, { needs: ["usage"], windowDays: days });
    const coveredFrom = coverage.usage?.from ?? asOf;
    const request = { filter, features, from, to: asOf, minimumEvents, coveredFrom, limit };
    const facts = await tx.queries.featureUse(request);
    return {
      from,
      asOf,
      customers: facts.customers,
      total: facts.total,
      features: facts.features.map((use) => ({
        ...use,
        share: shareOf(use.adopters, facts.customers, gap),
        ...overTime(use.feature, facts, asOf),
      })),
      breadth: unknown("entitlements are not recorded"),
      depth: unknown("no source says which user used which feature"),
    };
  },
});

function shareOf(adopters: number, customers: number, gap: string | null): Reading {
  if (gap !== null) return unknown(gap);
  return customers === 0 ? unknown("there are no such customers") : known(adopters / customers);
}

function overTime(feature: string, { firstUses, waits }: FeatureFacts, asOf: string) {
  const own = <Row extends { readonly feature: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.feature === feature);
  return {
    timeToAdopt: timeToAdopt(
      own(waits).map(({ days, adopted, accounts }) => ({ time: days, happened: adopted, subjects: accounts })),
    ),
    curve: adoptionCurve(own(firstUses), { from: addDays(periodStart(asOf, "month"), -elevenMonths), to: asOf }),
  };
}
