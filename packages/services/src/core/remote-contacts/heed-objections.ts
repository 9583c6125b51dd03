import { emailSchema } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import type { RemoteContact } from "./remote-contact.ts";

/**
 * Suppresses the addresses of contacts that another system says are not to be written to, as of when it said so: who lifts that
 * here lifts it until the contact changes there. That a system has no objection lifts nothing. Of leads nothing is kept.
 */
export async function heedObjections(
  tx: Pick<WriteTransaction, "permissions">,
  source: string,
  contacts: readonly RemoteContact[],
): Promise<void> {
  await tx.permissions.suppress(
    contacts.flatMap(({ id, isUser, email, objections, updatedAt: at }) => {
      const address = emailSchema.safeParse(email).data?.toLowerCase();
      if (!isUser || address === undefined) return [];
      return objections.map(
        (reason) => ({ address, scope: "all", reason, lifted: false, source, note: id, at }) as const,
      );
    }),
  );
}
