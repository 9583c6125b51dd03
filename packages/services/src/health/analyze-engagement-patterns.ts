import { periodStart, timeProfile } from "@cs/analytics";
import { feedGap } from "@cs/health-engine";
import { addDays, calendarDateSchema, clientIdSchema } from "@cs/models";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { patternsOutput } from "./usage/patterns-output.ts";
import { silentChampions } from "./usage/silent-champions.ts";
import { weeklyUse } from "./usage/weekly-use.ts";

/** When a client uses the product, where its use goes, which weeks were unusual, and which champions fell silent. */
export const analyzeEngagementPatterns = defineOperation({
  name: "analyze_engagement_patterns",
  title: "Engagement patterns",
  description:
    "How one client uses the product: profile by weekday and hour, weekly trend with significance, unusual weeks " +
    "with test statistic, silent champions.",
  category: "health",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.describe("From list_clients."),
    weeks: z.int().min(1).max(104).default(26).describe("Window. Default 26."),
    asOf: calendarDateSchema.optional().describe("Default today."),
  }),
  output: patternsOutput,
  async run({ clientId, weeks, asOf: day }, { tx, tenant, today }) {
    const asOf = day ?? today;
    await tx.accounts.get(clientId);
    const covered = await tx.queries.coverage(asOf);
    const gap = feedGap({ asOf, coverage: covered }, { needs: ["usage"], windowDays: null });
    const coverage = covered.usage ?? null;
    const to = gap === null && coverage ? coverage.to : asOf;
    const from = periodStart(addDays(to, 1 - 7 * weeks), "week");
    const { timeZone } = tenant;
    const facts = await tx.queries.engagement({ clientId, from, to, grain: "week", cohortsFrom: to });
    const patterns = await tx.queries.usagePatterns({ clientId, from, to, timeZone });
    return {
      clientId,
      from,
      to,
      profile: { timeZone, ...timeProfile(patterns.hours) },
      ...weeklyUse(facts, { from, to, coverage }),
      silentChampions: silentChampions(patterns, { to, gap }),
    };
  },
});
