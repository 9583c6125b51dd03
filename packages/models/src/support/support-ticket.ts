import { z } from "zod";
import { customerText } from "../values/customer-text.ts";
import { instantSchema } from "../values/instant.ts";
import { text } from "../values/text.ts";

export const ticketStatuses = ["new", "open", "pending", "on_hold", "solved", "closed"] as const;
export const ticketPriorities = ["P0", "P1", "P2", "P3", "P4"] as const;
export const ticketStatusSchema = z.enum(ticketStatuses);
export const ticketPrioritySchema = z.enum(ticketPriorities);
export type TicketStatus = z.infer<typeof ticketStatusSchema>;
export type TicketPriority = z.infer<typeof ticketPrioritySchema>;

/** A request for help. `solvedAt` is null while it is not solved; on a past day that decides whether it was open. */
export const supportTicketSchema = z
  .strictObject({
    subject: customerText(text(500)).nullable(),
    priority: ticketPrioritySchema.nullable(),
    status: ticketStatusSchema,
    createdAt: instantSchema,
    /** The first public reply of an agent; automatic replies and notes do not count. */
    firstRepliedAt: instantSchema.nullable(),
    solvedAt: instantSchema.nullable(),
    escalated: z.boolean(),
  })
  .refine((ticket) => ticket.solvedAt === null || Date.parse(ticket.solvedAt) >= Date.parse(ticket.createdAt), {
    path: ["solvedAt"],
    message: "must not be before createdAt",
  });
export type SupportTicket = z.infer<typeof supportTicketSchema>;
