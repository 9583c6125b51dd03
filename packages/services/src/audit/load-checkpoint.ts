import { ConfigurationError } from "@cs/models";
import { z } from "zod";
import { readJson } from "../files/read-json.ts";
import type { AuditCheckpoint } from "./audit-report.ts";

const checkpointSchema = z.strictObject({
  tenantId: z.string(),
  position: z.number().int().nonnegative(),
  sealHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Reads a checkpoint of a tenant. Throws `ConfigurationError` when the file holds none, or that of another tenant. */
export async function loadCheckpoint(path: string, tenantId: string): Promise<AuditCheckpoint> {
  const parsed = checkpointSchema.safeParse(await readJson(path, "checkpoint"));
  if (parsed.success && parsed.data.tenantId === tenantId) return parsed.data;
  const what = parsed.success ? `is of the tenant ${parsed.data.tenantId}` : "is no checkpoint";
  throw new ConfigurationError(`The file ${path} ${what}.`, {
    hint: `Name the file that cs audit verify wrote for the tenant ${tenantId}, or a new one.`,
  });
}
