import type { IntegrationError, IntegrationFailure } from "@cs/models";
import { integrationError } from "./integration-error.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { VendorAnswer, VendorRequest } from "./vendor-call.ts";

interface FailedAttempt {
  readonly call: VendorRequest;
  readonly options: { readonly vendor: string; readonly now: () => number };
  readonly answer?: Pick<VendorAnswer, "status" | "headers">;
  readonly cause?: unknown;
}

/** The error for one attempt, with what the answer says of it. */
export function failedAttempt(
  failure: IntegrationFailure,
  { call, options, answer, cause }: FailedAttempt,
): IntegrationError {
  return integrationError(failure, {
    vendor: options.vendor,
    call,
    status: answer?.status,
    retryAfterMs: answer && retryAfterMs(answer.headers, options.now()),
    vendorRequestId: answer?.headers["x-request-id"] ?? answer?.headers["x-zendesk-request-id"],
    // The code alone: messages of Node name hosts, those of vendors what was sent.
    cause: (cause as { readonly code?: string } | undefined)?.code,
  });
}
