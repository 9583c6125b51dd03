import { CsError, type CsErrorCode } from "@cs/models";

/** What a caller is told of a call that failed. Nothing of the inside: no stack, no SQL, no secret. */
export interface Failure {
  readonly code: CsErrorCode | "internal" | "cancelled";
  readonly message: string;
  readonly field: string | null;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly requestId: string;
}

/** The one place that tells expected failures from defects. A defect gets a plain sentence; its cause goes to the log. */
export function failureOf(error: unknown, requestId: string): Failure {
  if (CsError.isInstance(error)) {
    const { code, message, field = null, hint = null, retryable } = error;
    return { code, message, field, hint, retryable, requestId };
  }
  if (error instanceof Error && error.name === "AbortError") {
    return {
      code: "cancelled",
      message: "The call was cancelled.",
      field: null,
      hint: null,
      retryable: true,
      requestId,
    };
  }
  return {
    code: "internal",
    message: "Something failed that should not; nothing was changed by this call.",
    field: null,
    hint: `The server's log has the cause under request ${requestId}.`,
    retryable: false,
    requestId,
  };
}
