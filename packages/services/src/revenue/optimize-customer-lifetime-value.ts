import { InvalidInputError } from "@cs/models";
import { defineOperation } from "../operation/define-operation.ts";
import { lifetimeInput } from "./lifetime/lifetime-input.ts";
import { lifetimeOutput } from "./lifetime/lifetime-output.ts";
import { noValues, studyLifetime } from "./lifetime/study-lifetime.ts";

/** What customers are still worth by the renewals that were watched, and what would make them worth more. */
export const optimizeCustomerLifetimeValue = defineOperation({
  name: "optimize_customer_lifetime_value",
  title: "Customer lifetime value",
  description:
    "Lifetime value of customers from watched renewals: interval, assumptions, sensitivity, worth of one point of " +
    "retention, expansion, margin.",
  category: "revenue",
  effect: "read",
  input: lifetimeInput,
  output: lifetimeOutput,
  async run(request, { tx, today }) {
    const { variant, clientId, segment, startedFrom, startedTo, asOf = today } = request;
    if (clientId !== undefined) {
      await tx.accounts.get(clientId);
      if (segment ?? startedFrom ?? startedTo) {
        throw new InvalidInputError("One client is valued by the retention of all customers.", {
          field: "clientId",
          hint: "Leave segment, startedFrom and startedTo out.",
        });
      }
    }
    if (startedFrom !== undefined && startedTo !== undefined && startedFrom > startedTo) {
      throw new InvalidInputError(`startedFrom (${startedFrom}) is after startedTo (${startedTo}).`, {
        field: "startedFrom",
        hint: "Swap them.",
      });
    }
    if (variant === "contractual") return studyLifetime(request, asOf, tx);
    const reason =
      "no source delivers purchases: subscriptions and contracts have terms, and their invoices are no choice to buy";
    return noValues(request, asOf, { customers: 0, reason });
  },
});
