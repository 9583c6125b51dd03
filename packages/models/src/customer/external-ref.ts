import { z } from "zod";
import { externalIdSchema, sourceSchema } from "../values/source.ts";

/** The id of an account in another system: CRM, billing, help desk, product analytics. */
export const externalRefSchema = z.strictObject({ source: sourceSchema, externalId: externalIdSchema });

export type ExternalRef = z.infer<typeof externalRefSchema>;
