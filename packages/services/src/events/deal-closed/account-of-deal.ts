import { type CustomerAccount, type DealClosed, InvalidInputError } from "@cs/models";
import { ownSource, type StageOrigin, type WriteTransaction } from "@cs/persistence";

/** The account of a deal, and how it was found. */
export interface AccountOfDeal {
  readonly clientId: string;
  readonly account: "known" | "linked" | "registered";
}

/**
 * Finds the account by the sender's id, or by a domain, and then keeps the id; registers it when neither is known.
 * Throws `InvalidInputError` when several accounts could be meant: nobody knows which.
 */
export async function accountOfDeal(
  tx: WriteTransaction,
  deal: DealClosed,
  origin: StageOrigin,
): Promise<AccountOfDeal> {
  const { externalRef } = deal;
  if (externalRef.source === ownSource) throw reservedSource();
  const known = await tx.accounts.findByRefs([externalRef]);
  if (known) return { clientId: known.clientId, account: "known" };
  const [candidate, ...others] = await tx.accounts.sharingDomain(deal.domains);
  if (!candidate) return { clientId: (await register(tx, deal, origin)).clientId, account: "registered" };
  if (others.length > 0) throw ambiguous(`${others.length + 1} accounts have one of the domains`);
  const { clientId, externalRefs } = await tx.accounts.get(candidate);
  if (externalRefs.some(({ source }) => source === externalRef.source)) {
    throw ambiguous(`account ${clientId} has one of the domains and another id in ${externalRef.source}`);
  }
  await tx.accounts.link(clientId, externalRef);
  return { clientId, account: "linked" };
}

function register(
  tx: WriteTransaction,
  { accountName, domains, externalRef }: DealClosed,
  origin: StageOrigin,
): Promise<CustomerAccount> {
  const unknown = { industry: null, country: null, planTier: null, segment: null, touchModel: null, csm: null };
  return tx.accounts.create(
    { clientName: accountName, domains, ...unknown, lifecycleStage: "onboarding", customerSince: null },
    [externalRef],
    origin,
  );
}

function ambiguous(why: string): InvalidInputError {
  return new InvalidInputError(`It is not clear which account is meant: ${why}.`, {
    field: "data.externalRef",
    hint: "Register the account with this external ref and send the event again.",
  });
}

function reservedSource(): InvalidInputError {
  return new InvalidInputError(`data.externalRef.source: "${ownSource}" is reserved for what is entered here.`, {
    field: "data.externalRef.source",
  });
}
