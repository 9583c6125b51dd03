import type { MailEvent, MessageState } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { NewMessage, WriteTransaction } from "../src/index.ts";
import { newMessage } from "./entities.ts";
import { clientIdOf, deliver } from "./fixtures.ts";

const store = useTestStore();
const write = <T>(work: (tx: WriteTransaction) => Promise<T>) => store.persistence.write("default", work);
let clientId: string;
beforeAll(async () => {
  await deliver(store.persistence, { customers: [build.customer()] });
  clientId = await clientIdOf(store.persistence, "A-1");
});

let count = 0;
async function add(part: Partial<NewMessage> = {}): Promise<string> {
  count += 1;
  const messageId = `msg_${String(count).padStart(3, "0")}`;
  await write((tx) => tx.messages.add([newMessage(clientId, { messageId, ...part })]));
  return messageId;
}
const get = (messageId: string) => store.persistence.read("default", (tx) => tx.messages.get(messageId));
const event = (messageId: string | null, eventId: string): MailEvent => ({
  ...{ provider: "sendgrid", eventId, messageId, address: "a@a.example", kind: "delivered" },
  ...{ at: "2024-06-30T10:00:00.000Z", reason: null, suppression: null },
});

describe("a message", () => {
  it("is read as it was stored, newest first and by call, and counted by state", async () => {
    const batchId = "mb_read";
    const first = await add({ batchId, state: "suppressed", reason: "why", subject: null, body: null });
    const second = await add({ batchId, address: "b@a.example" });
    await add({ batchId: "mb_other" });
    const list = (after: string | null) =>
      store.persistence.read("default", (tx) => tx.messages.list({ batchId, after, limit: 5 }));
    expect((await list(null)).map(({ messageId }) => messageId)).toEqual([second, first]);
    expect(await list(second)).toMatchObject([{ messageId: first, state: "suppressed", reason: "why", subject: null }]);
    expect(await get(second)).toMatchObject({
      ...newMessage(clientId),
      messageId: second,
      batchId,
      sentAt: null,
      address: "b@a.example",
    });
    const counts = await store.persistence.read("default", (tx) => tx.messages.counts(batchId));
    expect(counts).toEqual({ accepted: 1, suppressed: 1 });
    await expect(get("msg_none")).rejects.toMatchObject({ code: "not_found", field: "messageId" });
  });

  it("that is settled has a state and the provider's id, and forgets nothing that a provider told", async () => {
    const messageId = await add();
    const sent = { state: "sent", reason: null, taken: { provider: "sendgrid", id: "sg-1" } } as const;
    await write((tx) => tx.messages.settle(messageId, sent));
    expect(await get(messageId)).toMatchObject({
      state: "sent",
      provider: "sendgrid",
      providerMessageId: "sg-1",
      sentAt: expect.any(String),
    });
    await write((tx) => tx.messages.settle(messageId, { state: "failed", reason: "late", taken: null }));
    expect(await get(messageId)).toMatchObject({ state: "sent", reason: null, providerMessageId: "sg-1" });
    const early = await add();
    await write((tx) => tx.messages.move([{ messageId: early, state: "delivered", reason: null, from: ["accepted"] }]));
    await write((tx) => tx.messages.settle(early, sent));
    expect(await get(early)).toMatchObject({ state: "delivered", providerMessageId: "sg-1" });
  });

  it("moves only from the states that are named", async () => {
    const [one, two] = [await add(), await add({ state: "unknown" })];
    const move = (messageId: string) =>
      ({ messageId, state: "bounced", reason: "why", from: ["unknown", "sent"] }) as const;
    await write((tx) => tx.messages.move([move(one), move(two)]));
    const states: MessageState[] = [(await get(one)).state, (await get(two)).state];
    expect(states).toEqual(["accepted", "bounced"]);
  });
});

describe("events", () => {
  it("are kept once, also when they come twice in one call or in two at once", async () => {
    const messageId = await add();
    const twice = [event(messageId, "e-1"), event(messageId, "e-1"), event(messageId, "e-2")];
    const stored = await Promise.all([
      write((tx) => tx.messages.recordEvents(twice)),
      write((tx) => tx.messages.recordEvents(twice.toReversed())),
    ]);
    expect(
      stored
        .flat()
        .map(({ eventId }) => eventId)
        .toSorted(),
    ).toEqual(["e-1", "e-2"]);
    const kept = await store.persistence.read("default", (tx) => tx.messages.events(messageId));
    expect(kept).toEqual([event(null, ""), event(null, "")].map(({ kind, at, reason }) => ({ kind, at, reason })));
  });

  it("about messages that are not ours are kept without one", async () => {
    expect(await write((tx) => tx.messages.recordEvents([event("theirs", "e-3")]))).toMatchObject([
      { eventId: "e-3", messageId: null },
    ]);
  });
});

describe("a template", () => {
  it("has versions, of which the newest holds, and is refused on top of another one", async () => {
    const template = { name: "welcome", subject: "Hello", body: "Hello" };
    expect(await write((tx) => tx.templates.save(template, 0, "ann"))).toMatchObject({ ...template, version: 1 });
    await write((tx) => tx.templates.save({ ...template, body: "Hi" }, 1, "ann"));
    await write((tx) => tx.templates.save({ ...template, name: "bye" }, 0, "ann"));
    const list = (after: string | null) => store.persistence.read("default", (tx) => tx.templates.list(after, 5));
    expect(await list(null)).toMatchObject({
      total: 2,
      rows: [{ name: "bye" }, { name: "welcome", version: 2, body: "Hi" }],
    });
    expect(await list("bye")).toMatchObject({ rows: [{ name: "welcome" }] });
    const racers = await Promise.allSettled([1, 2].map(() => write((tx) => tx.templates.save(template, 2, "ann"))));
    expect(racers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(write((tx) => tx.templates.save(template, 0, "ann"))).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("what an address may be sent", () => {
  const of = async (address: string) =>
    (await store.persistence.read("default", (tx) => tx.permissions.of([address]))).get(address);
  const row = { scope: "all", reason: "bounce", source: "test", note: null } as const;

  it("follows from what took effect last, whenever it was recorded", async () => {
    const address = "p@a.example";
    expect(await of(address)).toBeUndefined();
    const suppress = (lifted: boolean, at: string) =>
      write((tx) => tx.permissions.suppress([{ ...row, address, lifted, at }]));
    await suppress(false, "2024-06-02T00:00:00.000Z");
    expect(await of(address)).toEqual({
      consents: {},
      suppressions: [{ scope: "all", reason: "bounce", since: "2024-06-02T00:00:00.000Z" }],
    });
    await suppress(true, "2024-06-04T00:00:00.000Z");
    expect(await of(address)).toBeUndefined();
    await suppress(false, "2024-06-03T00:00:00.000Z");
    expect(await of(address)).toBeUndefined();
    await suppress(false, "2024-06-05T00:00:00.000Z");
    expect(await of(address)).toMatchObject({ suppressions: [{ reason: "bounce" }] });
  });

  it("knows the last word on each category", async () => {
    const address = "c@a.example";
    const consent = (given: boolean, at: string) =>
      write((tx) =>
        tx.permissions.consent([{ address, category: "marketing", given, source: "form", author: "ann", at }]),
      );
    await consent(true, "2024-06-02T00:00:00.000Z");
    expect(await of(address)).toEqual({ suppressions: [], consents: { marketing: true } });
    await consent(false, "2024-06-03T00:00:00.000Z");
    expect(await of(address)).toEqual({ suppressions: [], consents: { marketing: false } });
  });
});
