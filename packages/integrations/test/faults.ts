import type { IntegrationFailure } from "@cs/models";
import {
  answer,
  badGateway,
  drip,
  emptySuccess,
  hang,
  htmlSuccess,
  type Reply,
  reset,
  resetInBody,
  truncate,
} from "./fault-server.ts";

/** What a vendor, or the way to it, can do wrong once a request is sent, and what it is called here. */
export const faults: readonly [name: string, reply: Reply, failure: IntegrationFailure][] = [
  ["accepts and hangs", hang, "timeout"],
  ["drips", drip, "timeout"],
  ["resets before the answer", reset, "connection_lost"],
  ["resets in the answer", resetInBody, "connection_lost"],
  ["ends the answer too early", truncate, "bad_answer"],
  ["answers 502 in HTML", badGateway, "vendor_failure"],
  ["answers 200 with nothing", emptySuccess, "bad_answer"],
  ["answers 200 in HTML", htmlSuccess, "bad_answer"],
  ["answers 200 in another shape", answer(200, { ticket: {} }), "bad_answer"],
];
