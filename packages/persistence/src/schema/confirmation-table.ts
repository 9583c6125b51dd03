import type { Instant } from "@cs/models";
import type { TenantRow } from "./tenant-row.ts";

/** Calls that were shown to somebody, who may confirm them. */
export interface ConfirmationTable extends TenantRow {
  token_hash: string;
  operation: string;
  actor: string;
  request_hash: string;
  expires_at: Instant;
}
