import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { reading } from "../../operation/reading-output.ts";

/** What `track_feature_adoption` answers. */
export const adoptionOutput = z.strictObject({
  from: z.string(),
  asOf: z.string(),
  customers: z.int().describe("Customers on the day that the filter lets through."),
  total: z.int().describe("Features used in the window, listed or not."),
  features: z.array(
    z.strictObject({
      feature: z.string(),
      adopters: z.int().describe("Customers with at least minimumEvents events in the window."),
      share: reading.describe("adopters / customers, 0-1."),
      events: detail(z.int()),
      timeToAdopt: z.strictObject({
        medianDays: reading,
        p90Days: detail(reading),
        adopted: detail(z.int()),
        waiting: detail(z.int()).describe("Not adopted yet; kept in the estimate (Kaplan-Meier)."),
      }),
      curve: detail(z.array(z.strictObject({ month: z.string(), accounts: z.int() })).readonly()).describe(
        "Customers that had used it by the end of each month.",
      ),
    }),
  ),
  breadth: reading.describe("Features used / entitled."),
  depth: reading.describe("Use per active user against peers."),
});
