import type { z } from "zod";

/**
 * What to do when nobody knows whether a call arrived: `always` for what has the same effect twice, `unless_sent` for what
 * would happen again (a mail, a comment): that is only repeated when it cannot have arrived.
 */
export type Repeat = "always" | "unless_sent";

/** One request to a vendor. */
export interface VendorCall<Answer> {
  /** Its name in logs and errors, as `createTicket`. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** From the base URL on, with a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly repeat: Repeat;
  /** Whether it changes anything at the vendor; default for all methods but GET. */
  readonly changes?: boolean | undefined;
  /** The part of the answer that is used; what it does not name is dropped. */
  readonly answer: z.ZodType<Answer>;
  /** What `answer` reads: the JSON of the body, or the headers, by their names in lower case. Default `body`. */
  readonly answerIn?: "body" | "headers" | undefined;
  /** Statuses of refusal that say something too: `answer` reads them, and what it cannot read stays a refusal. */
  readonly alsoAnswers?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a vendor said, before it is read. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
