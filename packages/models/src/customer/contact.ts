import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { customerText } from "../values/customer-text.ts";
import { text } from "../values/text.ts";

export const contactRoles = [
  "economic_buyer",
  "champion",
  "coach",
  "admin",
  "power_user",
  "user",
  "blocker",
  "technical_evaluator",
  "procurement",
] as const;

export const contactRoleSchema = z.enum(contactRoles);
export type ContactRole = z.infer<typeof contactRoleSchema>;

export const emailSchema = z.email("must be an e-mail address").max(320);

/** A person at an account. `departedOn` is the day they left the company or the role, null while they are there. */
export const contactSchema = z.strictObject({
  fullName: customerText(text(200)),
  email: emailSchema.nullable(),
  title: customerText(text(200)).nullable(),
  roles: z.array(contactRoleSchema).max(contactRoles.length),
  departedOn: calendarDateSchema.nullable(),
});
export type Contact = z.infer<typeof contactSchema>;
