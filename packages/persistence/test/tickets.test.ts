import type { TicketRef } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { clientIdOf, deliver } from "./fixtures.ts";
import { ticketComment, ticketEvent } from "./ticket-fixtures.ts";

const store = useTestStore();
const write = <T>(work: Parameters<typeof store.persistence.write<T>>[1]) => store.persistence.write("default", work);
const read = <T>(work: Parameters<typeof store.persistence.read<T>>[1]) => store.persistence.read("default", work);

async function ticketsOf(customer: string, count: number, part: Parameters<typeof build.ticket>[0] = {}) {
  const refs = Array.from({ length: count }, (_, index) => ({ source: "crm", externalId: `${customer}/${index}` }));
  await deliver(store.persistence, {
    customers: [build.customer({ externalId: customer })],
    tickets: refs.map(({ externalId }) => build.ticket({ externalId, customer, ...part })),
  });
  return { refs, clientId: await clientIdOf(store.persistence, customer) };
}
const first = ([ref]: readonly TicketRef[]): TicketRef => ref ?? { source: "none", externalId: "none" };

it("a log goes on where it ended, and its newest sequence is the version of the ticket", async () => {
  const { refs } = await ticketsOf("A-1", 2);
  const ref = first(refs);
  expect(await read((tx) => tx.tickets.find(ref))).toMatchObject({ ...ref, version: 0 });
  expect(await write((tx) => tx.tickets.record(ref, [ticketEvent(), ticketEvent()]))).toBe(1);
  expect(await write((tx) => tx.tickets.record(ref, [ticketEvent({ type: "status", after: "open" })]))).toBe(3);
  const log = await read((tx) => tx.tickets.log(refs));
  expect(log.map(({ sequence, type }) => [sequence, type])).toEqual([
    [1, "commented"],
    [2, "commented"],
    [3, "status"],
  ]);
  expect(await write((tx) => tx.tickets.hold(ref, { source: "crm", externalId: "none" }))).toMatchObject([
    { version: 3 },
    null,
  ]);
});

it("those who hold the same tickets take turns, in whatever order they name them", async () => {
  const { refs } = await ticketsOf("A-2", 2);
  const change = (names: readonly TicketRef[]) =>
    write(async (tx) => {
      const [held] = await tx.tickets.hold(...names);
      await tx.tickets.record(held ?? first(refs), [ticketEvent()]);
    });
  await Promise.all(Array.from({ length: 20 }, (_, index) => change(index % 2 === 0 ? refs : refs.toReversed())));
  const log = await read((tx) => tx.tickets.log(refs));
  expect(log.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => Math.floor(index / 2) + 1),
  );
});

it("tickets that were created in the same microsecond are listed without a gap or a double", async () => {
  const { clientId } = await ticketsOf("A-3", 7, { createdAt: "2024-06-03T10:00:00.123456Z" });
  const seen: string[] = [];
  let after: Parameters<typeof list>[0] = null;
  const list = (position: { at: string; source: string; externalId: string } | null) =>
    read((tx) => tx.tickets.list({ clientId, statuses: null, priority: null, after: position, limit: 3 }));
  for (;;) {
    const { rows, total } = await list(after);
    expect(total).toBe(7);
    seen.push(...rows.map(({ externalId }) => externalId));
    const last = rows.at(-1);
    if (!last) break;
    after = { at: last.at, source: last.source, externalId: last.externalId };
  }
  expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `A-3/${index}`));
});

it("comments of merged tickets are those of the one that stays, over any number of mergers", async () => {
  const { refs } = await ticketsOf("A-4", 3);
  const [a, b, c] = refs as [TicketRef, TicketRef, TicketRef];
  for (const ref of refs) await write((tx) => tx.tickets.addComment(ref, ticketComment({ body: ref.externalId })));
  const merge = (from: TicketRef, into: TicketRef) =>
    write((tx) =>
      tx.tickets.record(into, [ticketEvent({ type: "merged", before: `${from.source}:${from.externalId}` })]),
    );
  await merge(a, b);
  await merge(b, c);
  const family = await read((tx) => tx.tickets.withMerged(c));
  expect(family.map(({ externalId }) => externalId)).toEqual(["A-4/2", "A-4/1", "A-4/0"]);
  expect(await read((tx) => tx.tickets.withMerged(a))).toEqual([a]);
  const page = { refs: family, after: null, limit: 2 };
  const { rows, total } = await read((tx) => tx.tickets.comments(page));
  const last = rows[1];
  const rest = await read((tx) => tx.tickets.comments({ ...page, after: last ?? null }));
  expect([total, rows.length, rest.rows.length]).toEqual([3, 2, 1]);
  expect(new Set([...rows, ...rest.rows].map(({ body }) => body)).size).toBe(3);
  expect(await read((tx) => tx.tickets.comment(last?.commentId ?? ""))).toEqual(last);
});

it("a contact is found by an address however it is written, one who is there before one who left", async () => {
  const { clientId } = await ticketsOf("A-5", 1);
  const contact = (externalId: string, fullName: string, departedOn: string | null) =>
    build.contact({ externalId, customer: "A-5", fullName, email: "Ada@Example.com", departedOn });
  await deliver(store.persistence, {
    contacts: [contact("1", "Left", "2024-01-01"), contact("2", "There", null)],
  });
  expect(await read((tx) => tx.tickets.contactName(clientId, "ada@example.COM"))).toBe("There");
  expect(await read((tx) => tx.tickets.contactName(clientId, "eve@example.com"))).toBeNull();
});

it("what a ticket is at a vendor is kept as it was last", async () => {
  const { refs } = await ticketsOf("A-6", 2);
  const ref = first(refs);
  const remote = { vendor: "zendesk", remoteId: "7", remoteUpdatedAt: "2024-06-30T10:00:00Z", subject: "S" };
  const kept = { ...remote, status: "open", priority: null } as const;
  await write((tx) => tx.tickets.keepRemote(ref, { ...kept, remoteId: null }, "2024-06-30T10:00:00Z"));
  await write((tx) => tx.tickets.keepRemote(ref, kept, "2024-06-30T10:01:00Z"));
  expect(await read((tx) => tx.tickets.remote(ref, "zendesk"))).toEqual(kept);
  expect(await read((tx) => tx.tickets.remote(ref, "other"))).toBeNull();
  const other = refs[1] ?? ref;
  await expect(write((tx) => tx.tickets.keepRemote(other, kept, "2024-06-30T10:01:00Z"))).rejects.toThrow(/unique/);
});
