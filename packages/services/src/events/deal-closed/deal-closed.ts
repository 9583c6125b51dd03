import { type DealClosedEvent, dealClosedEventSchema } from "@cs/models";
import { parseInput } from "../../operation/parse-input.ts";
import type { ConsumerContext, EventConsumer } from "../event-consumer.ts";
import { accountOfDeal } from "./account-of-deal.ts";
import { writeTerms } from "./write-terms.ts";

/** Registers the account of a deal that was won, unless it is known, with what was sold. */
export const dealClosed: EventConsumer = {
  name: "deal.closed",
  type: "deal.closed",
  understand(given) {
    const event = parseInput(dealClosedEventSchema, given);
    const { externalRef, dealId } = event.data;
    return {
      subject: `${externalRef.source}/${dealId}`,
      occurredAt: event.time,
      apply: (context) => apply(event, context),
    };
  },
};

async function apply({ id, source, data: deal }: DealClosedEvent, { tx, today }: ConsumerContext): Promise<object> {
  const origin = { operation: "deal.closed", actor: source, reason: null, enteredOn: today };
  const { clientId, account } = await accountOfDeal(tx, deal, origin);
  const contract = await writeTerms(tx, deal, today);
  await tx.audit.add({
    actor: source,
    operation: "deal.closed",
    clientId,
    requestId: id,
    reason: null,
    changes: [{ field: "deal", before: null, after: deal }],
  });
  return { clientId, account, contract };
}
