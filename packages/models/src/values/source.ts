import { z } from "zod";
import { text } from "./text.ts";

/** Where a fact came from: a system or file set, as `salesforce`, `manual`, `demo`. */
export const sourceSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, "must be a short lower-case name such as salesforce or billing-export");

export type Source = z.infer<typeof sourceSchema>;

/** The id a thing has in its source; with the source it identifies the thing for ever. */
export const externalIdSchema = text(200);
