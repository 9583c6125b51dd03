import type { VendorOutcome } from "../outcome.ts";
import type { VendorCall, VendorStream } from "./vendor-call.ts";
import type { VendorClient } from "./vendor-client.ts";

/** Sends calls to a vendor, or says that there is none. */
export interface VendorMethods {
  send<Answer, Value>(call: VendorCall<Answer>, read: (answer: Answer) => Value): Promise<VendorOutcome<Value>>;
  stream<Item>(call: VendorStream<Item>): VendorOutcome<AsyncIterable<Item>>;
  close(): Promise<void>;
}

export function vendorMethods(vendor: string, client: VendorClient | undefined): VendorMethods {
  return {
    async send(call, read) {
      if (!client) return { outcome: "not_configured", vendor };
      return { outcome: "done", value: read(await client.send(call)) };
    },
    stream: (call) =>
      client ? { outcome: "done", value: client.stream(call) } : { outcome: "not_configured", vendor },
    close: async () => client?.close(),
  };
}
