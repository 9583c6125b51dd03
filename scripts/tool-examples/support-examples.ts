import type { ToolExample } from "./tool-example.ts";

/** Examples of the tools about support. What hangs on the clock, as a ticket with an SLA does, cannot be among them. */
export const supportExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  handle_support_ticket: [
    {
      title: "The newest solved ticket of a client, with its SLA clocks",
      input: (client) => ({ clientId: client("Marble Publishing"), status: "solved", limit: 1 }),
    },
    {
      title: "A new ticket, where Zendesk is not connected",
      input: (client) => ({
        ...{ action: "create", clientId: client("Marble Publishing"), subject: "Export fails" },
        ...{ body: "The export of March says 500.", requesterName: "Head of operations" },
      }),
    },
    {
      title: "A ticket that nobody has",
      input: () => ({ action: "solve", ticketId: "zendesk:35436", expectedVersion: 0 }),
    },
  ],
};
