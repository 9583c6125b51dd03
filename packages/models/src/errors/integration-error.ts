import { CsError, type CsErrorDetails } from "./cs-error.ts";

/** Why a call to a vendor failed. */
export type IntegrationFailure =
  /** No connection was made: the vendor saw nothing. */
  | "unreachable"
  /** No answer, or not all of it, in time. */
  | "timeout"
  /** The connection ended before the answer. */
  | "connection_lost"
  | "rate_limited"
  /** The credentials are not accepted. */
  | "unauthorised"
  | "forbidden"
  | "not_found"
  | "conflict"
  /** The vendor does not accept the request as it is. */
  | "refused"
  /** The vendor failed. */
  | "vendor_failure"
  /** The vendor answered something that cannot be its answer. */
  | "bad_answer"
  /** Not sent, because the calls before failed. */
  | "circuit_open"
  /** Not sent, because too many calls wait already. */
  | "busy";

export interface IntegrationErrorDetails extends CsErrorDetails {
  readonly vendor: string;
  readonly operation: string;
  readonly failure: IntegrationFailure;
  /** HTTP status; null without an answer. */
  readonly status?: number | null | undefined;
  readonly retryable: boolean;
  /** How long the vendor wants to be left alone. */
  readonly retryAfterMs?: number | null | undefined;
  /** The vendor's name of the request, for its support. */
  readonly vendorRequestId?: string | null | undefined;
  /** Whether the vendor may have done it all the same. */
  readonly mayHaveHappened: boolean;
}

/** A vendor could not be reached, or did not do what it was asked. It never holds credentials or what was sent. */
export class IntegrationError extends CsError {
  override readonly code = "integration";
  override readonly retryable: boolean;
  readonly vendor: string;
  readonly operation: string;
  readonly failure: IntegrationFailure;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly vendorRequestId: string | null;
  readonly mayHaveHappened: boolean;

  constructor(message: string, details: IntegrationErrorDetails) {
    super(message, details);
    this.vendor = details.vendor;
    this.operation = details.operation;
    this.failure = details.failure;
    this.status = details.status ?? null;
    this.retryable = details.retryable;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.vendorRequestId = details.vendorRequestId ?? null;
    this.mayHaveHappened = details.mayHaveHappened;
  }
}
