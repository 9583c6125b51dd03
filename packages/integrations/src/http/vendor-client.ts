import { IntegrationError } from "@cs/models";
import { type AttemptOptions, attempt } from "./attempt.ts";
import type { Authorization } from "./authorization.ts";
import type { CallReport } from "./call-report.ts";
import { openStream } from "./open-stream.ts";
import { createPipeline } from "./pipeline.ts";
import { createTransport, defaultTimeouts, type TransportTimeouts } from "./transport.ts";
import type { VendorCall, VendorRequest, VendorStream } from "./vendor-call.ts";
import { type WatchedCall, watchCall } from "./watch-call.ts";

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
  /**
   * Sends nothing before the first item is asked for. Until the first item has come a call is repeated like any other, and
   * takes one of the turns; a failure after that is thrown. Whoever stops early ends the call.
   */
  stream<Item>(call: VendorStream<Item>): AsyncIterable<Item>;
  /** Waits for calls that are under way, and breaks streams off. */
  close(): Promise<void>;
}

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
  const pipeline = createPipeline({ vendor, concurrency, firstRetryMs });
  const watch = ({ operation }: VendorRequest) => watchCall({ vendor, operation }, { onCall, now });

  /** One attempt, and one more when the vendor does not accept credentials that can be renewed: it did nothing then. */
  async function once<Result>(attemptWith: (options: AttemptOptions) => Promise<Result>): Promise<Result> {
    const header = await authorization.header();
    try {
      return await attemptWith({ vendor, transport, authorization: header, now });
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.failure !== "unauthorised") throw error;
      if (!(await authorization.refused(header))) throw error;
      return attemptWith({ vendor, transport, authorization: await authorization.header(), now });
    }
  }

  function run<Result>(
    call: VendorRequest,
    watched: WatchedCall,
    attemptWith: (options: AttemptOptions) => Promise<Result>,
  ): Promise<Result> {
    return pipeline.run(call, () => {
      watched.attempted();
      return once(attemptWith);
    });
  }

  return {
    async send(call) {
      const watched = watch(call);
      try {
        const answer = await run(call, watched, (options) => attempt(call, options));
        watched.done();
        return answer;
      } catch (error) {
        watched.failed(error);
        throw error;
      }
    },
    async *stream(call) {
      const watched = watch(call);
      // Also when nobody asks for the next item.
      let tellEnd = watched.cancelled;
      try {
        const items = await run(call, watched, (options) => openStream(call, options));
        try {
          yield* items;
        } catch (error) {
          await pipeline.countLater(error);
          throw error;
        }
        tellEnd = watched.done;
      } catch (error) {
        tellEnd = () => watched.failed(error);
        throw error;
      } finally {
        tellEnd();
      }
    },
    async close() {
      await Promise.all([transport.close(), authorization.close()]);
    },
  };
}
