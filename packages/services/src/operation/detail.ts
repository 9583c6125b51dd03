import { z } from "zod";

const details = z.registry<{ readonly detail: true }>();

/** Marks a field of an output that only a detailed answer shows; a concise one leaves it out. */
export function detail<Schema extends z.ZodType>(schema: Schema): Schema {
  const marked = schema.clone();
  details.add(marked, { detail: true });
  return marked;
}

/** Whether only a detailed answer shows a field with this schema. */
export function isDetail(schema: z.core.$ZodType): boolean {
  return details.get(schema) !== undefined;
}
