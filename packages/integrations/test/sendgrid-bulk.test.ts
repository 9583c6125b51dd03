import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSendgrid, type Envelope } from "../src/sendgrid/index.ts";
import { type RequestLimits, splitEnvelopes } from "../src/sendgrid/split-envelopes.ts";
import { answer, openFaultServer, type Reply, reset } from "./fault-server.ts";

const addresses = fc.integer({ min: 0, max: 4 }).map((count) => Array.from({ length: count }, () => ({ email: "x" })));
const envelopes = fc.array(
  fc.record({ to: addresses.filter((to) => to.length > 0), cc: addresses, bcc: addresses, messageId: fc.uuid() }),
  { maxLength: 40 },
);
/** Every envelope above fits into a request by itself. */
const limits = fc.record({ envelopes: fc.integer({ min: 1, max: 6 }), recipients: fc.integer({ min: 12, max: 30 }) });

const sizeOf = (part: readonly Envelope[]) =>
  part.reduce((sum, { to, cc, bcc }) => sum + to.length + (cc?.length ?? 0) + (bcc?.length ?? 0), 0);
const fits = (part: readonly Envelope[], { envelopes, recipients }: RequestLimits) =>
  part.length <= envelopes && sizeOf(part) <= recipients;

/** The smallest number of parts in order, from all ways to cut a list. */
function fewest(all: readonly Envelope[], limit: RequestLimits): number {
  const best = [0];
  for (let end = 1; end <= all.length; end += 1) {
    const starts = Array.from({ length: end }, (_, start) => start).filter((start) =>
      fits(all.slice(start, end), limit),
    );
    best[end] = 1 + Math.min(...starts.map((start) => best[start] ?? Number.POSITIVE_INFINITY));
  }
  return best[all.length] ?? 0;
}

describe("parts of a bulk e-mail", () => {
  it("hold everything once and in order, keep both limits, and are as few as can be", () => {
    fc.assert(
      fc.property(envelopes, limits, (all, limit) => {
        const parts = splitEnvelopes(all, limit);
        expect(parts.flat()).toEqual(all);
        expect(parts.every((part) => part.length > 0 && fits(part, limit))).toBe(true);
        expect(parts).toHaveLength(fewest(all, limit));
      }),
    );
  });

  it.each([
    [1000, 0, [1000]],
    [1001, 0, [1000, 1]],
    [600, 1, [500, 100]],
    [2500, 0, [1000, 1000, 500]],
    [10, 999, Array.from({ length: 10 }, () => 1)],
  ])("of %i envelopes with %i more recipients each are of SendGrid's size", (count, more, expected) => {
    const bcc = Array.from({ length: more }, () => ({ email: "x" }));
    const all = Array.from({ length: count }, () => ({ to: [{ email: "x" }], bcc }));
    expect(splitEnvelopes(all).map(({ length }) => length)).toEqual(expected);
  });
});

describe("a bulk e-mail", () => {
  const envelopesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      to: [{ email: `${index}@example.com` }],
      messageId: `msg_${index}`,
    }));
  const connect = (baseUrl: string) =>
    createSendgrid({ apiKey: "SG.k", from: { email: "team@example.com" }, baseUrl, firstRetryMs: 1 });
  const accepted = answer(202, "", { "x-message-id": "id" });
  const messagesOf = (request: string): string[] =>
    JSON.parse(request.split("\r\n\r\n")[1] ?? "").personalizations.map(
      (each: { custom_args: { cs_message_id: string } }) => each.custom_args.cs_message_id,
    );

  it("whose first part is taken and not answered sends the others, and none twice", async () => {
    const taken: string[] = [];
    const replies: Reply[] = [reset, answer(400, {}), answer(429, {}), accepted];
    const server = await openFaultServer((socket) => {
      const reply = replies.shift() ?? accepted;
      // What is answered with 400 and 429 is not taken.
      if (reply === reset || reply === accepted) taken.push(...messagesOf(server.requests.at(-1) ?? ""));
      reply(socket);
    });
    const all = envelopesOf(3500);
    const result = await connect(server.url).sendBulkEmails({ subject: "x", text: "x", envelopes: all });
    if (result.outcome !== "done") throw new Error(result.outcome);
    expect(result.value).toMatchObject([
      { outcome: "failed", error: { failure: "connection_lost", mayHaveHappened: true } },
      { outcome: "failed", error: { failure: "refused", mayHaveHappened: false } },
      { outcome: "accepted", vendorMessageId: "id" },
      { outcome: "accepted", vendorMessageId: "id" },
    ]);
    expect(result.value.flatMap(({ messageIds }) => messageIds)).toEqual(all.map(({ messageId }) => messageId));
    expect(result.value.map(({ recipients }) => recipients.length)).toEqual([1000, 1000, 1000, 500]);
    expect(result.value[3]?.recipients[0]).toBe("3000@example.com");
    // The third part was refused as too much once, and sent again.
    expect(server.requests).toHaveLength(5);
    expect(taken).toHaveLength(2500);
    expect(new Set(taken).size).toBe(2500);
  });

  it("names its recipients with those of cc and bcc, and each gets the data of its own envelope", async () => {
    const server = await openFaultServer(accepted);
    const [to, cc, bcc] = ["to", "cc", "bcc"].map((name) => [{ email: `${name}@example.com` }]);
    if (!to) throw new Error("nobody");
    const result = await connect(server.url).sendBulkEmails({
      templateId: "d-1",
      envelopes: [
        { to, cc, bcc, data: { seats: 1 }, messageId: "a" },
        { to, data: { seats: 2 }, messageId: "b" },
      ],
    });
    const recipients = ["to@example.com", "cc@example.com", "bcc@example.com", "to@example.com"];
    const part = { outcome: "accepted", vendorMessageId: "id", messageIds: ["a", "b"], recipients };
    expect(result).toEqual({ outcome: "done", value: [part] });
    expect(JSON.parse(server.requests[0]?.split("\r\n\r\n")[1] ?? "")).toMatchObject({
      personalizations: [{ dynamic_template_data: { seats: 1 } }, { dynamic_template_data: { seats: 2 } }],
    });
  });
});
