import { IntegrationError } from "@cs/models";
import { type ClaimedEffect, Undeliverable } from "@cs/persistence";

/**
 * Sends an effect to a vendor and gives what `send` gives. One with a key that the vendor honours is `repeatable`: it is sent until it is known to have
 * arrived. Any other is not sent again once it may have arrived, nor after a relay died while it sent it: it is a dead letter,
 * and people decide. What the vendor will never take is one at once.
 *
 * @throws Undeliverable for what must not be tried again, and what `send` throws for what may pass.
 */
export async function deliverOnce<Result>(
  { interrupted }: Pick<ClaimedEffect, "interrupted">,
  { repeatable, send }: { readonly repeatable: boolean; readonly send: () => Promise<Result> },
): Promise<Result> {
  if (interrupted && !repeatable) throw new Undeliverable("it may have been sent: the process that sent it died");
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (error.mayHaveHappened && !repeatable)
      throw new Undeliverable(`${error.message} It may have been done.`, { cause: error });
    if (!error.retryable) throw new Undeliverable(error.message, { cause: error });
    throw error;
  }
}
