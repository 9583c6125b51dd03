import { defineAction, defineActions } from "../operation/define-actions.ts";
import { defineOutwardAction } from "../operation/define-outward-action.ts";
import { reopenTicket, solveTicket, updateTicket } from "./tickets/change-ticket.ts";
import { commentTicket } from "./tickets/comment-ticket.ts";
import { createTicket } from "./tickets/create-ticket.ts";
import { mergeTickets } from "./tickets/merge-tickets.ts";
import { getTicket, listTickets } from "./tickets/read-tickets.ts";
import { ticketInputs } from "./tickets/ticket-input.ts";
import { ticketsOutput } from "./tickets/ticket-output.ts";

/** Support tickets of clients with their SLA clocks, here and at Zendesk. */
export const handleSupportTicket = defineActions({
  name: "handle_support_ticket",
  title: "Support tickets",
  description:
    "Finds and changes support tickets, with SLA clocks in business hours. Changes go to Zendesk if connected.",
  category: "support",
  action: "Changes need ticketId and expectedVersion.",
  output: ticketsOutput,
  question: ({ notSent }) => (notSent.length > 0 ? null : "Send this to the requester of the ticket?"),
  cut: { list: "comments" },
  actions: {
    list: defineAction({ effect: "read", input: ticketInputs.list, run: listTickets }),
    get: defineAction({ effect: "read", input: ticketInputs.get, run: getTicket }),
    create: defineOutwardAction({
      input: ticketInputs.create,
      reachesNobody: ({ requesterEmail }) => requesterEmail === undefined,
      run: createTicket,
    }),
    comment: defineOutwardAction({
      input: ticketInputs.comment,
      reachesNobody: ({ public: isPublic }) => isPublic !== true,
      run: commentTicket,
    }),
    update: defineAction({ effect: "write", input: ticketInputs.update, run: updateTicket }),
    solve: defineAction({ effect: "write", input: ticketInputs.solve, run: solveTicket }),
    reopen: defineAction({ effect: "write", input: ticketInputs.reopen, run: reopenTicket }),
    merge: defineAction({ effect: "write", input: ticketInputs.merge, run: mergeTickets }),
  },
});
