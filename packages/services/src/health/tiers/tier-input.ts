import { calendarDateSchema, touchModelSchema } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const model = {
  tiers: z
    .array(
      z.strictObject({
        tier: touchModelSchema,
        minimumValue: z.int().min(0).nullable().default(null).describe("Cents."),
        capacity: z.int().min(0).nullable().default(null),
        accountsPerCsm: z.int().min(1).nullable().default(null),
      }),
    )
    .min(1)
    .max(4)
    .optional()
    .describe("Best first, the last without limits. Default stored."),
  potentialWeight: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("How much ARR of users beyond the seats counts. Default 0."),
};
const modelInput = z.strictObject(model);
export type ModelInput = z.output<typeof modelInput>;

const limit = z.int().min(1).max(100).optional().describe("Default 25.");

/** What each action takes. */
export const actionInputs = {
  show: z.strictObject({ limit }),
  accounts: z.strictObject({
    tier: touchModelSchema.optional().describe("accounts: only this."),
    moved: z.boolean().optional().describe("accounts: only who moved."),
    limit,
    cursor: cursorInput,
  }),
  preview: z.strictObject({
    ...model,
    limit,
    asOf: calendarDateSchema.optional().describe("preview: default today."),
  }),
  run: z.strictObject({ ...model, limit }),
} as const;

export type TierAccountsInput = z.output<typeof actionInputs.accounts>;
export type TierPreviewInput = z.output<typeof actionInputs.preview>;
export type TierRunInput = z.output<typeof actionInputs.run>;
