import { IntegrationError, type IntegrationErrorDetails, type IntegrationFailure } from "@cs/models";
import type { VendorRequest } from "./vendor-call.ts";

/** Failures that another attempt may mend. */
const passing = new Set<IntegrationFailure>([
  "unreachable",
  "timeout",
  "connection_lost",
  "rate_limited",
  "vendor_failure",
  "bad_answer",
  "circuit_open",
  "busy",
]);

/** Failures after which the vendor may have done what it was asked. */
const unclear = new Set<IntegrationFailure>(["timeout", "connection_lost", "vendor_failure", "bad_answer"]);

export interface FailedCall
  extends Pick<IntegrationErrorDetails, "vendor" | "status" | "retryAfterMs" | "vendorRequestId" | "cause" | "hint"> {
  readonly call: Pick<VendorRequest, "operation" | "method" | "changes">;
}

/** The error for a call: what happened, whether it helps to try again, and whether the vendor may have acted. */
export function integrationError(failure: IntegrationFailure, { call, ...details }: FailedCall): IntegrationError {
  const { vendor, status } = details;
  const said = status == null ? "" : ` (HTTP ${status})`;
  return new IntegrationError(`${vendor} ${call.operation}: ${sentences[failure]}${said}.`, {
    ...details,
    operation: call.operation,
    failure,
    retryable: passing.has(failure),
    mayHaveHappened: (call.changes ?? call.method !== "GET") && unclear.has(failure),
    hint: details.hint ?? hints[failure],
  });
}

const sentences: Readonly<Record<IntegrationFailure, string>> = {
  unreachable: "no connection could be made",
  timeout: "no whole answer came in time",
  connection_lost: "the connection ended before the answer",
  rate_limited: "too many calls",
  unauthorised: "the credentials are not accepted",
  forbidden: "the credentials do not allow this",
  not_found: "there is no such thing",
  conflict: "it is or was changed by somebody else",
  refused: "the request is not accepted",
  vendor_failure: "the vendor failed",
  bad_answer: "the answer is not what it should be",
  circuit_open: "not sent, because the calls before failed",
  busy: "not sent, because too many calls wait already",
};

const hints: Partial<Record<IntegrationFailure, string>> = {
  unreachable: "Check the base URL and the way out to the network.",
  unauthorised: "Check the credentials of this vendor.",
  forbidden: "Give the credentials the permission that the documentation of this integration names.",
};
