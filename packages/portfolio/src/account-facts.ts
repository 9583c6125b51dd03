import { type FactKind, factKinds, type SourceFact, type TaggedFact } from "@cs/models";
import { churnFacts } from "./facts/churn-facts.ts";
import { contactFacts } from "./facts/contact-facts.ts";
import { contractFacts } from "./facts/contract-facts.ts";
import { customerFacts } from "./facts/customer-facts.ts";
import { invoiceFacts } from "./facts/invoice-facts.ts";
import { subscriptionFacts } from "./facts/subscription-facts.ts";
import { supportFacts } from "./facts/support-facts.ts";
import { surveyFacts } from "./facts/survey-facts.ts";
import { ticketFacts } from "./facts/ticket-facts.ts";
import { usageFacts } from "./facts/usage-facts.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { resolveOptions } from "./options/resolve-options.ts";
import { accountWorld } from "./world/account-world.ts";

type FactsByKind = { readonly [Kind in FactKind]: readonly SourceFact<Kind>[] };

/** All facts of account `index` (from 0), in the order of `factKinds`. Usage is in the order of its delivery. */
export function accountFacts(options: PortfolioOptions, index: number): TaggedFact[] {
  const world = accountWorld(resolveOptions(options), index);
  const tickets = ticketFacts(world);
  const facts: FactsByKind = {
    customers: customerFacts(world),
    contacts: contactFacts(world),
    contracts: contractFacts(world),
    subscriptions: subscriptionFacts(world),
    usage: usageFacts(world),
    tickets: supportFacts(world, tickets),
    surveyResponses: surveyFacts(world, tickets),
    invoices: invoiceFacts(world),
    churnEvents: churnFacts(world),
  };
  return factKinds.flatMap((kind) => tagged(kind, facts[kind]));
}

function tagged<Kind extends FactKind>(kind: Kind, facts: readonly SourceFact<Kind>[]): TaggedFact[] {
  // The compiler cannot see that kind and fact stay paired through the index.
  return facts.map((fact) => ({ kind, fact }) as TaggedFact);
}
