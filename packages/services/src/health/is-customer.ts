import type { AccountFacts } from "@cs/models";

/**
 * Whether an account is a customer on the day: a subscription or contract runs, or none was ever recorded, so that
 * nothing says it has left.
 */
export function isCustomer({ subscriptions, contracts, asOf }: AccountFacts): boolean {
  const terms = [...subscriptions, ...contracts];
  return terms.length === 0 || terms.some(({ endDate }) => endDate === null || endDate > asOf);
}
