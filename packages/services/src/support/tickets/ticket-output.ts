import { slaStates } from "@cs/analytics";
import { commentAuthors, customerText, ticketEventTypes, ticketPriorities, ticketStatuses } from "@cs/models";
import { z } from "zod";
import { notSentOutput } from "../../core/not-sent.ts";
import { nextCursorOutput } from "../../operation/cursor.ts";

const instant = z.string();

const clockOutput = z.strictObject({
  state: z.enum(slaStates),
  dueAt: instant.nullable().describe("When the target is reached, or was; null while it stands still or is met."),
  elapsedMinutes: z.number().nullable().describe("Of work, to a hundredth."),
  targetMinutes: z.number().nullable(),
});

const ticketOutput = z.strictObject({
  ticketId: z.string(),
  clientId: z.string(),
  subject: customerText(z.string()).nullable(),
  status: z.enum(ticketStatuses),
  priority: z.enum(ticketPriorities).nullable(),
  version: z.int(),
  createdAt: instant,
  firstRepliedAt: instant.nullable(),
  solvedAt: instant.nullable(),
  escalated: z.boolean(),
  reopened: z.int().describe("How often."),
  mergedInto: z.string().nullable(),
  sla: z.strictObject({
    firstReply: clockOutput,
    resolution: clockOutput,
    pausesUnknown: z.boolean().describe("Pauses may be missing: elapsed is an upper bound."),
  }),
  sync: z
    .strictObject({ state: z.enum(["pending", "sent", "failed"]), reason: z.string().nullable() })
    .nullable()
    .describe("Of changes for Zendesk; null without one."),
});

/** What `handle_support_ticket` answers. */
export const ticketsOutput = z.strictObject({
  tickets: z.array(ticketOutput).describe("list: newest first; merge: the closed one, then the one that stays."),
  comments: z
    .array(
      z.strictObject({
        commentId: z.string(),
        ticketId: z.string().describe("Another one when it was merged."),
        public: z.boolean(),
        by: z.enum(commentAuthors),
        author: customerText(z.string()).nullable(),
        authorEmail: customerText(z.string()).nullable(),
        createdAt: instant,
        body: customerText(z.string()),
      }),
    )
    .describe("get: newest first; create and comment: the new one."),
  events: z
    .array(
      z.strictObject({
        type: z.enum(ticketEventTypes),
        at: instant,
        actor: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        overruled: z.boolean().describe("A change here gave way to one at Zendesk."),
      }),
    )
    .describe("get: the last 20, oldest first; subjects are left out."),
  nextCursor: nextCursorOutput,
  total: z.int().nullable().describe("list: tickets; get: comments."),
  policy: z.string().describe("Targets of the SLA."),
  calendar: z.string().describe("Hours that count."),
  notSent: notSentOutput,
});
export type TicketsAnswer = z.infer<typeof ticketsOutput>;
