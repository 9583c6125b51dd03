import { z } from "zod";

/** The id of a scorecard, group, measure, cap or reference: a lower-case name of at most 60 characters. */
export const identifierSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, "must be a lower-case name such as usage_trend");
