import { z } from "zod";
import { contractSchema } from "../customer/contract.ts";
import { domainSchema } from "../customer/customer-account.ts";
import { externalRefSchema } from "../customer/external-ref.ts";
import { subscriptionLineSchema } from "../customer/subscription-line.ts";
import { instantSchema } from "../values/instant.ts";
import { text } from "../values/text.ts";
import { cloudEventSchema } from "./cloud-event.ts";

/** A product that was sold; it runs as long as the contract. `lineId` names it within the deal for ever. */
const dealLineSchema = subscriptionLineSchema
  .pick({ product: true, seats: true, arr: true, currency: true })
  .extend({ lineId: text(90) });

/**
 * A deal that was won, or one that was won before as it is now. Unknown values are null. A line that a later event of
 * the deal leaves out stays as it was.
 */
export const dealClosedSchema = z.strictObject({
  /** Names the deal, and so its contract, in the system of `externalRef` for ever. */
  dealId: text(100),
  accountName: text(200),
  domains: z.array(domainSchema).max(20),
  /** What the sender calls the account. */
  externalRef: externalRefSchema,
  /** Who won the deal; not who looks after the account. */
  owner: text(200).nullable(),
  contract: contractSchema,
  lines: z.array(dealLineSchema).min(1).max(100),
});
export type DealClosed = z.infer<typeof dealClosedSchema>;

/** In: a sales system won a deal. `time` is required: of two events of one deal the later one holds. */
export const dealClosedEventSchema = cloudEventSchema.extend({
  type: z.literal("deal.closed"),
  time: instantSchema,
  data: dealClosedSchema,
});
export type DealClosedEvent = z.infer<typeof dealClosedEventSchema>;
