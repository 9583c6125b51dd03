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
import { attempt } from "./attempt.ts";
import type { Authorization } from "./authorization.ts";
import type { CallReport } from "./call-report.ts";
import { integrationError } from "./integration-error.ts";
import { createTransport, defaultTimeouts, type TransportTimeouts } from "./transport.ts";
import type { VendorCall } from "./vendor-call.ts";
import { waitLonger } from "./wait-longer.ts";

/** What every adapter can be told about its calls. */
export interface VendorClientOptions {
  readonly timeouts?: Partial<TransportTimeouts> | undefined;
  /** Calls that are under way at the same time; default 5. Up to 100 more wait for their turn. */
  readonly concurrency?: number | undefined;
  /** The first wait between two attempts, in milliseconds; each is twice the one before, up to twice as long by chance. Default 1000. */
  readonly firstRetryMs?: number | undefined;
  /** Told once per call, after its last attempt. */
  readonly onCall?: ((report: CallReport) => void) | undefined;
  /** Milliseconds since 1970; default the system clock. */
  readonly now?: (() => number) | undefined;
}

export interface VendorClientSetup extends VendorClientOptions {
  readonly vendor: string;
  readonly baseUrl: string;
  readonly authorization: Authorization;
}

/** Calls one vendor. */
export interface VendorClient {
  /** Throws `IntegrationError`, or what the call's signal was aborted with. */
  send<Answer>(call: VendorCall<Answer>): Promise<Answer>;
  close(): Promise<void>;
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

/**
 * The way to one vendor, the same for all: every attempt has bounded time; what may be repeated is, up to three times, after
 * 1, 2 and 4 s or as long as the vendor says; five failures in a row, attempts counted, close the way for a minute, after
 * which one attempt shows whether it is open again.
 */
export function createVendorClient(setup: VendorClientSetup): VendorClient {
  const {
    vendor,
    baseUrl,
    authorization,
    concurrency = 5,
    firstRetryMs = 1000,
    onCall = () => {},
    now = Date.now,
  } = setup;
  const transport = createTransport(baseUrl, { ...defaultTimeouts, ...setup.timeouts });
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof IntegrationError && breaking.has(error.failure)),
    { halfOpenAfter: openForMs, breaker: new ConsecutiveBreaker(failuresThatBreak) },
  );
  const turns = bulkhead(concurrency, mostWaiting);

  /** One attempt, and one more when the vendor does not accept credentials that can be renewed: it did nothing then. */
  async function once<Answer>(call: VendorCall<Answer>): Promise<Answer> {
    const header = await authorization.header();
    try {
      return await attempt(call, { vendor, transport, authorization: header, now });
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.failure !== "unauthorised") throw error;
      if (!(await authorization.refused(header))) throw error;
      return attempt(call, { vendor, transport, authorization: await authorization.header(), now });
    }
  }

  return {
    async send(call) {
      const began = now();
      let attempts = 0;
      const report = (outcome: CallReport["outcome"], status: number | null) =>
        onCall({ vendor, operation: call.operation, outcome, status, attempts, durationMs: now() - began });
      try {
        const answer = await pRetry(
          () =>
            turns
              .execute(() =>
                breaker.execute(() => {
                  attempts += 1;
                  return once(call);
                }),
              )
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
        );
        report("done", 200);
        return answer;
      } catch (error) {
        if (error instanceof IntegrationError) report(error.failure, error.status);
        else report("cancelled", null);
        throw error;
      }
    },
    async close() {
      await Promise.all([transport.close(), authorization.close()]);
    },
  };
}

/** Whether another attempt can help, and can do no harm. */
function mayRepeat({ repeat }: VendorCall<unknown>, error: Error): error is IntegrationError {
  if (!(error instanceof IntegrationError) || !error.retryable) return false;
  if (error.failure === "circuit_open" || error.failure === "busy") return false;
  return repeat === "always" || !error.mayHaveHappened;
}

/** Why a call was not sent from here; null when it was. */
function heldBack(error: unknown): IntegrationFailure | null {
  if (isBrokenCircuitError(error)) return "circuit_open";
  return isBulkheadRejectedError(error) ? "busy" : null;
}
