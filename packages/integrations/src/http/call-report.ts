import type { IntegrationFailure } from "@cs/models";

/** What became of a call, for a line of the log and the metrics. It holds nothing that was sent or answered. */
export interface CallReport {
  readonly vendor: string;
  readonly operation: string;
  /** How the call ended; `cancelled` by its caller. */
  readonly outcome: "done" | "cancelled" | IntegrationFailure;
  /** HTTP status of the last attempt; null without an answer. */
  readonly status: number | null;
  readonly attempts: number;
  readonly durationMs: number;
}
