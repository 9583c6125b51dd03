import { clientIdSchema, contactRoles, emailSchema, instantSchema, messageCategories, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const templateName = text(60);
const templateText = {
  subject: text(200).describe("One line."),
  body: text(8000).describe(
    "Plain text with {{contact.firstName|default}}: account.name csm plan industry; contact.name title; renewal.date " +
      "optOutDeadline; or of fields.",
  ),
};
const limit = z.int().min(1).max(50).optional().describe("Default 25.");

/** What is sent, and to whom. */
const mailing = {
  clientIds: z.array(clientIdSchema).min(1).max(1000).optional().describe("Whose contacts get it."),
  segmentId: z.string().max(60).optional().describe("Members' contacts instead."),
  emails: z.array(emailSchema).min(1).max(1000).optional().describe("Only these."),
  roles: z.array(z.enum(contactRoles)).min(1).max(contactRoles.length).optional().describe("Only these."),
  template: templateName.optional().describe("Instead of subject and body."),
  subject: templateText.subject.optional(),
  body: templateText.body.optional(),
  fields: z
    .record(z.string().max(60), z.string().max(500))
    .optional()
    .describe("Own merge fields, named without a dot."),
  category: z.enum(messageCategories).describe("Which consent it needs."),
  sendAt: instantSchema.optional().describe("Within 72 h. Default at once."),
};

/** What each action takes. */
export const mailInputs = {
  preview: z.strictObject({ ...mailing, limit }),
  send: z.strictObject({ ...mailing, limit }),
  status: z.strictObject({
    batchId: z.string().max(60).optional().describe("status: of a send."),
    messageId: z.string().max(60).optional().describe("status: one, with its events."),
    limit,
    cursor: cursorInput,
  }),
  templates: z.strictObject({ template: templateName.optional(), limit, cursor: cursorInput }),
  save_template: z.strictObject({
    template: templateName,
    ...templateText,
    expectedVersion: z.int().min(0).describe("save_template: 0 for new."),
  }),
  suppress: z.strictObject({
    emails: z.array(emailSchema).min(1).max(100),
    reason: text(500).describe("suppress: who asked."),
  }),
} as const;

export type MailingRequest = z.output<typeof mailInputs.send>;
export type StatusRequest = z.output<typeof mailInputs.status>;
export type TemplatesRequest = z.output<typeof mailInputs.templates>;
export type SaveTemplateRequest = z.output<typeof mailInputs.save_template>;
export type SuppressRequest = z.output<typeof mailInputs.suppress>;
