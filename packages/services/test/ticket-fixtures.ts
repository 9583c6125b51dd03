import type { TestStore } from "@cs/testing";
import type { TicketsAnswer } from "../src/support/tickets/ticket-output.ts";

/** Makes the tool's calls of a store. */
export function ticketCalls(store: TestStore) {
  const tickets = async (input: object, call: object = {}) =>
    (await store.run("handle_support_ticket", input, call)) as TicketsAnswer;
  return {
    tickets,
    create: (clientId: string, part: object = {}, call: object = {}) =>
      tickets({ action: "create", clientId, subject: "Export fails", body: "It says 500.", ...part }, call),
    get: (ticketId: string, part: object = {}) => tickets({ action: "get", ticketId, ...part }),
  };
}

/** The only ticket of an answer, or the first. */
export function ticketOf({ tickets: [ticket] }: TicketsAnswer) {
  if (!ticket) throw new Error("the answer has no ticket");
  return ticket;
}

/** What a change of the ticket in an answer names. */
export function held(answer: TicketsAnswer) {
  const { ticketId, version: expectedVersion } = ticketOf(answer);
  return { ticketId, expectedVersion };
}
