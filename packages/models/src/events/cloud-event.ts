import { z } from "zod";
import { instantSchema } from "../values/instant.ts";

/**
 * An event as it travels between servers: the JSON form of CloudEvents 1.0 with the tenant as an extension attribute.
 * `source` and `id` together name one event for ever: whoever has seen the pair ignores the event. Attributes that a
 * sender adds are dropped. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export const cloudEventSchema = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(200),
  /** Who sends it, as a URI reference: `/sales/europe`. */
  source: z.string().min(1).max(200),
  /** The contract its data follows: `deal.closed`. */
  type: z.string().min(1).max(100),
  /** What it is about, as the sender calls it. */
  subject: z.string().min(1).max(200).optional(),
  time: instantSchema.optional(),
  datacontenttype: z.literal("application/json").optional(),
  tenantid: z.string().min(1).max(100),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof cloudEventSchema>;
