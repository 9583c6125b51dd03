import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { beforeAll, describe, expect, it } from "vitest";
import type { RegisterOutput } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const bench = useWorkbench();
let connection: McpConnection;
let clientId: string;

// Rare enough that a tokenizer needs several tokens for each.
const longText = (length: number) => "龘".repeat(length);

beforeAll(async () => {
  connection = await bench.connect({ ...databaseVariables(store.urls), CS_AS_OF: asOf });
  const contacts = Array.from({ length: 50 }, (_, index) => ({
    fullName: longText(200),
    email: `ada${index}@acme.example`,
  }));
  ({ clientId } = (await connection.call<RegisterOutput>("register_client", { clientName: "Acme", contacts })).client);
}, 120_000);

/** The answer of a call, which must be short enough for a model. */
async function shortAnswer(tool: string, input: object): Promise<Record<string, unknown>> {
  const { text, isError, output } = await connection.ask(tool, input);
  expect({ isError, text: text.slice(0, 200) }).toMatchObject({ isError: false });
  expect(countTokens(text), tool).toBeLessThanOrEqual(20_000);
  return output as Record<string, unknown>;
}

describe("the longest texts that people can write", () => {
  it("of a ticket and its comments leave room for an answer", async () => {
    const ticket = { clientId, subject: longText(500), body: longText(10_000) };
    const created = await shortAnswer("handle_support_ticket", { action: "create", ...ticket });
    const [{ ticketId = "" } = {}] = created["tickets"] as { ticketId: string }[];
    for (let version = 1; version <= 25; version += 1) {
      const comment = { ticketId, expectedVersion: version, body: longText(10_000) };
      await store.run("handle_support_ticket", { action: "comment", ...comment });
    }
    const read = await shortAnswer("handle_support_ticket", { action: "get", ticketId, limit: 25 });
    expect(read["cut"]).toMatchObject({ list: "comments", next: { tool: "handle_support_ticket" } });
  });

  it("of mail do so too, for what would be sent and for what was told of it", async () => {
    const mail = { subject: longText(200), body: longText(8_000), category: "transactional" };
    const preview = await shortAnswer("send_personalized_email", { action: "preview", clientIds: [clientId], ...mail });
    expect(preview).toMatchObject({ counts: { ready: 50 } });
    await store.query(
      `INSERT INTO cs.messages (tenant_id, message_id, batch_id, client_id, contact_source, contact_id, address, category,
                                subject, body, state, send_at, author)
       VALUES ($1, 'msg_long', 'b', $2, 'own', 'c', 'ada0@acme.example', 'transactional', $3, $4, 'sent', now(), 'ann')`,
      [store.tenantId, clientId, mail.subject, mail.body],
    );
    await store.query(
      `INSERT INTO cs.delivery_events (tenant_id, provider, event_id, message_id, address, kind, reason, occurred_at)
       SELECT $1, 'sendgrid', place, 'msg_long', 'ada0@acme.example', 'deferred', $2, now() + place * interval '1 second'
       FROM generate_series(1, 200) AS place`,
      [store.tenantId, longText(500)],
    );
    const status = await shortAnswer("send_personalized_email", { action: "status", messageId: "msg_long" });
    const times = (status["events"] as { at: string }[]).map(({ at }) => Date.parse(at));
    expect(times).toHaveLength(25);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
  });
});
