import { customerText, mailEventKinds, messageStates } from "@cs/models";
import { z } from "zod";
import { notSentOutput } from "../../core/not-sent.ts";
import { nextCursorOutput } from "../../operation/cursor.ts";

/** States of recipients: those of messages, and of what was only looked at or could not be sent from here. */
export const recipientStates = ["ready", "not_sent", ...messageStates] as const;
export type RecipientState = (typeof recipientStates)[number];

const recipientOutput = z.strictObject({
  messageId: z.string().nullable(),
  clientId: z.string().nullable(),
  email: z.string().nullable(),
  state: z.enum(recipientStates),
  reason: z.string().nullable(),
});

const messageOutput = z.strictObject({
  email: z.string(),
  subject: customerText(z.string()),
  body: customerText(z.string()),
});

const templateOutput = z.strictObject({
  name: z.string(),
  version: z.int(),
  subject: z.string(),
  body: z.array(z.string()).nullable().describe("Lines, of the one asked for."),
  author: z.string(),
  savedAt: z.string(),
});

const eventOutput = z.strictObject({
  kind: z.enum(mailEventKinds),
  at: z.string(),
  reason: customerText(z.string()).nullable().describe("As the provider tells it."),
});

/** What `send_personalized_email` answers. */
export const mailOutput = z.strictObject({
  batchId: z.string().nullable().describe("For status."),
  counts: z.record(z.string(), z.int()).describe("Recipients by state."),
  recipients: z.array(recipientOutput).describe("send, preview: what was not sent first."),
  message: messageOutput.nullable().describe("As the first recipient reads it; status: the message asked for."),
  events: z.array(eventOutput).nullable().describe("Of the message asked for: the last 25, oldest first."),
  templates: z.array(templateOutput).nullable(),
  notSent: notSentOutput,
  nextCursor: nextCursorOutput,
  total: z.int(),
});
export type MailAnswer = z.infer<typeof mailOutput>;
export type RecipientAnswer = MailAnswer["recipients"][number];

/** An answer without anything, to be filled. */
export const emptyAnswer: MailAnswer = {
  batchId: null,
  counts: {},
  recipients: [],
  message: null,
  events: null,
  templates: null,
  notSent: [],
  nextCursor: null,
  total: 0,
};
