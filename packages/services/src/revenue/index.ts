import { optimizeCustomerLifetimeValue } from "./optimize-customer-lifetime-value.ts";

/** Operations on expansion and revenue. */
export const revenueOperations = [optimizeCustomerLifetimeValue] as const;
