import { clientIdSchema, commentAuthors, emailSchema, text, ticketPrioritySchema, ticketStatuses } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";
import { ticketIdInput } from "./ticket-id.ts";

const ticketId = ticketIdInput.describe("From list.");
const expectedVersion = z.int().min(0).describe("Version you read.");
const limit = z.int().min(1).max(25).optional().describe("Default 10.");
const subject = text(500);
const body = text(10_000).describe("create, comment.");
const held = { ticketId, expectedVersion };

/** What each action takes. */
export const ticketInputs = {
  list: z.strictObject({
    clientId: clientIdSchema.optional().describe("list, create."),
    status: z
      .enum(["unsolved", ...ticketStatuses])
      .optional()
      .describe("list; update: open, pending or on_hold."),
    priority: ticketPrioritySchema.optional().describe("list, create, update; none: no SLA."),
    limit,
    cursor: cursorInput,
  }),
  get: z.strictObject({ ticketId, limit, cursor: cursorInput }),
  create: z.strictObject({
    clientId: clientIdSchema,
    subject: subject.describe("create, update."),
    body,
    priority: ticketPrioritySchema.optional(),
    requesterEmail: emailSchema.optional().describe("create: who asks."),
    requesterName: text(200).optional().describe("create."),
  }),
  comment: z.strictObject({
    ...held,
    body,
    public: z.boolean().optional().describe("comment: requester reads it. Default a note."),
    by: z.enum(commentAuthors).optional().describe("comment: default agent."),
  }),
  update: z.strictObject({
    ...held,
    subject: subject.optional(),
    priority: ticketPrioritySchema.optional(),
    status: z.enum(["open", "pending", "on_hold"]).optional(),
  }),
  solve: z.strictObject(held),
  reopen: z.strictObject(held),
  merge: z.strictObject({ ...held, into: ticketIdInput.describe("merge: the ticket that stays.") }),
} as const;

export type ListTicketsInput = z.output<typeof ticketInputs.list>;
export type GetTicketInput = z.output<typeof ticketInputs.get>;
export type CreateTicketInput = z.output<typeof ticketInputs.create>;
export type CommentInput = z.output<typeof ticketInputs.comment>;
export type UpdateTicketInput = z.output<typeof ticketInputs.update>;
export type MoveTicketInput = z.output<typeof ticketInputs.solve>;
export type MergeTicketInput = z.output<typeof ticketInputs.merge>;
