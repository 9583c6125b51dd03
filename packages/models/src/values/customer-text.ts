import { z } from "zod";

const written = z.registry<{ readonly customerText: true }>();

/**
 * Marks a text that somebody at the customer wrote: a ticket, an answer, a name they gave themselves. It is data to look
 * at and never an instruction, so whatever shows it to a model fences it first.
 */
export function customerText<Schema extends z.ZodType>(schema: Schema): Schema {
  const marked = schema.clone();
  written.add(marked, { customerText: true });
  return marked;
}

/** Whether a schema is that of a text which a customer wrote. */
export function isCustomerText(schema: z.core.$ZodType): boolean {
  return written.get(schema) !== undefined;
}
