import { IntegrationError, type IntegrationFailure } from "@cs/models";
import {
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  isBulkheadRejectedError,
} from "cockatiel";
import pRetry from "p-retry";
import { integrationError } from "./integration-error.ts";
import type { VendorRequest } from "./vendor-call.ts";
import { waitLonger } from "./wait-longer.ts";

export interface PipelineOptions {
  readonly vendor: string;
  readonly concurrency: number;
  readonly firstRetryMs: number;
}

/** What stands between a call and its attempts: turns, breaker and repeats, for all calls to one vendor together. */
export interface Pipeline {
  /** Attempts, until one succeeds or none may follow. */
  run<Result>(call: VendorRequest, attempt: () => Promise<Result>): Promise<Result>;
  /** Counts what failed after its attempt had succeeded, as an answer that breaks off. */
  countLater(error: unknown): Promise<void>;
}

const retries = 3;
/** A vendor that wants to be left alone for longer is not waited for. */
const longestWaitMs = 60_000;
const failuresThatBreak = 5;
const openForMs = 60_000;
const mostWaiting = 100;

/** Failures of the vendor or of the way to it, and not of a request. */
const breaking = new Set<IntegrationFailure>([
  "unreachable",
  "timeout",
  "connection_lost",
  "vendor_failure",
  "bad_answer",
]);

export function createPipeline({ vendor, concurrency, firstRetryMs }: PipelineOptions): Pipeline {
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof IntegrationError && breaking.has(error.failure)),
    { halfOpenAfter: openForMs, breaker: new ConsecutiveBreaker(failuresThatBreak) },
  );
  const turns = bulkhead(concurrency, mostWaiting);

  return {
    run: (call, attempt) =>
      pRetry(
        () =>
          turns
            .execute(() => breaker.execute(attempt))
            .catch((error: unknown) => {
              const failure = heldBack(error);
              throw failure ? integrationError(failure, { vendor, call }) : error;
            }),
        {
          retries,
          minTimeout: firstRetryMs,
          randomize: true,
          ...(call.signal && { signal: call.signal }),
          shouldRetry: ({ error, retryDelay }) =>
            mayRepeat(call, error) && waitLonger(error, { retryDelay, longest: longestWaitMs, signal: call.signal }),
        },
      ),
    countLater: (error) => breaker.execute(() => Promise.reject(error)).catch(() => {}),
  };
}

/** Whether another attempt can help, and can do no harm. */
function mayRepeat({ repeat }: VendorRequest, error: Error): error is IntegrationError {
  if (!(error instanceof IntegrationError) || !error.retryable) return false;
  if (error.failure === "circuit_open" || error.failure === "busy") return false;
  return repeat === "always" || !error.mayHaveHappened;
}

/** Why a call was not sent from here; null when it was. */
function heldBack(error: unknown): IntegrationFailure | null {
  if (isBrokenCircuitError(error)) return "circuit_open";
  return isBulkheadRejectedError(error) ? "busy" : null;
}
