import type { AccountFacts } from "@cs/models";

/**
 * Whether an account is a customer on the day: it has become one, and a subscription or contract runs, or none was ever
 * recorded, so that nothing says it has left.
 */
export function isCustomer({ customerSince, subscriptions, contracts, asOf }: AccountFacts): boolean {
  if (customerSince !== null && customerSince > asOf) return false;
  const terms = [...subscriptions, ...contracts];
  return terms.length === 0 || terms.some(({ endDate }) => endDate === null || endDate > asOf);
}
