import { IntegrationError } from "@cs/models";
import type { CallReport } from "./call-report.ts";

export interface WatchedCall {
  attempted(): void;
  done(): void;
  cancelled(): void;
  /** With what it ended; all but an `IntegrationError` is the will of its caller. */
  failed(error: unknown): void;
}

/** Counts the attempts of a call from now on, and reports its end. */
export function watchCall(
  call: Pick<CallReport, "vendor" | "operation">,
  { onCall, now }: { readonly onCall: (report: CallReport) => void; readonly now: () => number },
): WatchedCall {
  const began = now();
  let attempts = 0;
  const report = (outcome: CallReport["outcome"], status: number | null) =>
    onCall({ vendor: call.vendor, operation: call.operation, outcome, status, attempts, durationMs: now() - began });
  const cancelled = () => report("cancelled", null);
  return {
    attempted() {
      attempts += 1;
    },
    done: () => report("done", 200),
    cancelled,
    failed: (error) => (error instanceof IntegrationError ? report(error.failure, error.status) : cancelled()),
  };
}
