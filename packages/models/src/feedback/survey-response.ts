import { z } from "zod";
import { customerText } from "../values/customer-text.ts";
import { instantSchema } from "../values/instant.ts";
import { text } from "../values/text.ts";

export const surveyKinds = ["nps", "csat", "ces"] as const;
export const surveyKindSchema = z.enum(surveyKinds);
export type SurveyKind = z.infer<typeof surveyKindSchema>;

/** Lowest and highest answer of each survey; for all three a higher answer is better. */
export const surveyScales = {
  nps: { lowest: 0, highest: 10 },
  csat: { lowest: 1, highest: 5 },
  ces: { lowest: 1, highest: 7 },
} as const satisfies Record<SurveyKind, { lowest: number; highest: number }>;

/** One answer to a survey, on the scale of its kind. */
export const surveyResponseSchema = z
  .strictObject({
    kind: surveyKindSchema,
    score: z.int(),
    respondedAt: instantSchema,
    comment: customerText(text(4000)).nullable(),
  })
  .superRefine((response, context) => {
    const { lowest, highest } = surveyScales[response.kind];
    if (response.score < lowest || response.score > highest) {
      context.addIssue({
        code: "custom",
        path: ["score"],
        message: `must be ${lowest} to ${highest} for ${response.kind}`,
      });
    }
  });
export type SurveyResponse = z.infer<typeof surveyResponseSchema>;
