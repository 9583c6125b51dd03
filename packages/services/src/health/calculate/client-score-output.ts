import { z } from "zod";
import { changeOutput } from "../outputs/change-output.ts";
import { healthOutput } from "../outputs/health-output.ts";
import { reachOutput } from "../outputs/reach-output.ts";
import { sensitivityOutput } from "../outputs/sensitivity-output.ts";

/** The score of one client, with what was asked for. */
export const clientScoreOutput = healthOutput.extend({
  clientId: z.string(),
  snapshotId: z.string().nullable().describe("Null for what_if."),
  change: changeOutput.optional(),
  reach: reachOutput.nullable().optional().describe("Null in the best band."),
  sensitivity: sensitivityOutput.optional(),
});
export type ClientScore = z.infer<typeof clientScoreOutput>;
