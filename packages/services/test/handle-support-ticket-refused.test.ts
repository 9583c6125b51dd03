import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { held, ticketCalls, ticketOf } from "./ticket-fixtures.ts";

const store = useTestStore();
const { tickets, create } = ticketCalls(store);

const nobody = `cs_${"0".repeat(26)}`;
const nowhere = `tkt_${"0".repeat(26)}`;
let clientId: string;
/** Of the source `crm`. */
let imported: string;
beforeAll(async () => {
  clientId = await addAccount(store, { tickets: [{ externalId: "1" }] });
  imported = ticketOf(await tickets({ clientId })).ticketId;
});
const refused = (input: object) => expect(tickets(input)).rejects;

describe("a ticket that is not there", () => {
  it.each([
    { action: "get" },
    { action: "comment", expectedVersion: 0, body: "x" },
    { action: "update", expectedVersion: 0, priority: "P1" },
    { action: "solve", expectedVersion: 0 },
    { action: "reopen", expectedVersion: 0 },
    { action: "merge", expectedVersion: 0, into: "crm:1" },
  ])("is not found: %j", async (input) => {
    for (const ticketId of [nowhere, "zendesk:1"]) {
      await refused({ ...input, ticketId }).toMatchObject({ code: "not_found", field: "ticketId" });
    }
  });

  it("is not found as the one to merge into either", async () => {
    const merging = { action: "merge", ...held(await create(clientId)), into: nowhere };
    await refused(merging).toMatchObject({ code: "not_found", field: "into" });
  });
});

describe("a ticket of a source", () => {
  it("that was imported can be read and not changed", async () => {
    const of = { ticketId: imported, expectedVersion: 0 };
    expect(imported).toMatch(/^crm:A-\d+\/1$/);
    expect(ticketOf(await tickets({ action: "get", ticketId: imported }))).toMatchObject({ version: 0 });
    const hint = expect.stringContaining("Change it in crm");
    for (const change of [
      { action: "comment", body: "x" },
      { action: "update", priority: "P1" },
      { action: "solve" },
      { action: "merge", into: imported },
    ]) {
      await refused({ ...of, ...change }).toMatchObject({ code: "invalid_input", field: "ticketId", hint });
    }
    const merging = { action: "merge", ...held(await create(clientId)), into: imported };
    await refused(merging).toMatchObject({ code: "invalid_input", field: "into" });
  });

  it("Zendesk is changed only where Zendesk is connected", async () => {
    await store.query(
      'INSERT INTO cs.tickets SELECT (jsonb_populate_record(t, \'{"source": "zendesk", "external_id": "7"}\')).* FROM cs.tickets t WHERE source = \'crm\' LIMIT 1',
    );
    const change = { action: "update", ticketId: "zendesk:7", expectedVersion: 0, priority: "P1" };
    await refused(change).toMatchObject({ code: "invalid_input", hint: "Connect Zendesk, or change it there." });
  });
});

describe("a state that does not fit", () => {
  it("is a conflict: solved twice, reopened unsolved, a status of what is solved, anything of what is closed", async () => {
    const answer = await create(clientId);
    await refused({ action: "reopen", ...held(answer) }).toMatchObject({ code: "conflict", field: "ticketId" });
    const solved = await tickets({ action: "solve", ...held(answer) });
    await refused({ action: "solve", ...held(solved) }).toMatchObject({ code: "conflict" });
    const pending = { action: "update", ...held(solved), status: "pending" };
    await refused(pending).toMatchObject({ code: "conflict", hint: "Use action reopen." });
    const other = await create(clientId);
    const closed = await tickets({ action: "merge", ...held(other), into: ticketOf(solved).ticketId });
    for (const change of [
      { action: "comment", body: "x" },
      { action: "update", priority: "P1" },
      { action: "solve" },
      { action: "reopen" },
    ]) {
      await refused({ ...held(closed), ...change }).toMatchObject({ code: "conflict", hint: "Create another one." });
    }
  });

  it("is refused to merge into itself, or into a ticket of another client", async () => {
    const answer = await create(clientId);
    const other = ticketOf(await create(await addAccount(store))).ticketId;
    for (const into of [ticketOf(answer).ticketId, other]) {
      await refused({ action: "merge", ...held(answer), into }).toMatchObject({ code: "invalid_input", field: "into" });
    }
  });

  it("is told of a version that is not the newest, and nothing is written", async () => {
    const answer = await create(clientId);
    await tickets({ action: "comment", ...held(answer), body: "x" });
    const { ticketId } = ticketOf(answer);
    for (const change of [
      { action: "comment", body: "x" },
      { action: "update", priority: "P1" },
      { action: "solve" },
      { action: "merge", into: ticketOf(await create(clientId)).ticketId },
    ]) {
      await refused({ ...held(answer), ...change }).toMatchObject({ code: "conflict", field: "expectedVersion" });
    }
    expect(ticketOf(await tickets({ action: "get", ticketId }))).toMatchObject({ version: 2, status: "new" });
  });
});

describe("an input that cannot be accepted", () => {
  const creating = { action: "create", subject: "x", body: "x" };
  const ticket = { ticketId: nowhere, expectedVersion: 0 };
  it.each([
    ["an unknown client", { ...creating, clientId: nobody }, "not_found", "clientId"],
    ["an unknown client to list", { clientId: nobody }, "not_found", "clientId"],
    ["no client", creating, "invalid_input", "clientId"],
    ["no body", { ...creating, clientId: nobody, body: undefined }, "invalid_input", "body"],
    ["an empty subject", { ...creating, clientId: nobody, subject: " " }, "invalid_input", "subject"],
    [
      "an address that is none",
      { ...creating, clientId: nobody, requesterEmail: "x" },
      "invalid_input",
      "requesterEmail",
    ],
    ["an unknown priority", { ...creating, clientId: nobody, priority: "P9" }, "invalid_input", "priority"],
    ["an unknown action", { action: "guess" }, "invalid_input", "action"],
    ["no ticket", { action: "get" }, "invalid_input", "ticketId"],
    ["an id that is none", { action: "get", ticketId: "35436" }, "invalid_input", "ticketId"],
    ["no version", { action: "solve", ticketId: nowhere }, "invalid_input", "expectedVersion"],
    ["nothing to change", { action: "update", ...ticket }, "invalid_input", "subject"],
    ["a status that has an action", { action: "update", ...ticket, status: "solved" }, "invalid_input", "status"],
    ["a field of another action", { action: "solve", ...ticket, body: "x" }, "invalid_input", "body"],
    ["a page that is too long", { limit: 26 }, "invalid_input", "limit"],
    ["a broken cursor", { cursor: "?" }, "invalid_input", "cursor"],
  ])("is refused: %s", async (_, input, code, field) => {
    await refused(input).toMatchObject({ code, field });
  });
});
