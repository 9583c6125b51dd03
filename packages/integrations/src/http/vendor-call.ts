import type { IntegrationFailure } from "@cs/models";
import type { z } from "zod";

/**
 * What to do when nobody knows whether a call arrived: `always` for what has the same effect twice, `unless_sent` for what
 * would happen again (a mail, a comment): that is only repeated when it cannot have arrived.
 */
export type Repeat = "always" | "unless_sent";

/** One request to a vendor. */
export interface VendorRequest {
  /** Its name in logs and errors, as `createTicket`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Another host of the vendor than the client's. */
  readonly baseUrl?: string | undefined;
  /** From the base URL on, with a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** A body that is JSON already, instead of `body`. */
  readonly json?: string | undefined;
  readonly repeat: Repeat;
  /** Whether it changes anything at the vendor; default for all methods but GET. */
  readonly changes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request whose answer is read as a whole. */
export interface VendorCall<Answer> extends VendorRequest {
  /** The part of the answer that is used; what it does not name is dropped. */
  readonly answer: z.ZodType<Answer>;
  /** What `answer` reads: the JSON of the body, or the headers, by their names in lower case. Default `body`. */
  readonly answerIn?: "body" | "headers" | undefined;
  /** Statuses of refusal that say something too: `answer` reads them, and what it cannot read stays a refusal. */
  readonly alsoAnswers?: readonly number[] | undefined;
  /** Why an answer with a status of success is a failure all the same; null when it is none. */
  readonly failureIn?: ((answer: Answer) => IntegrationFailure | null) | undefined;
}

/** A request whose answer is JSON lines, one after the other, however many. */
export interface VendorStream<Item> extends VendorRequest {
  /** The part of a line that is used. */
  readonly item: z.ZodType<Item>;
}

/** What a vendor said, before it is read. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
