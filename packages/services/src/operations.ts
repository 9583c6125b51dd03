import { communicationOperations } from "./communication/index.ts";
import { coreOperations } from "./core/index.ts";
import { healthOperations } from "./health/index.ts";
import type { Operation } from "./operation/operation.ts";
import { revenueOperations } from "./revenue/index.ts";
import { riskOperations } from "./risk/index.ts";
import { supportOperations } from "./support/index.ts";

/** Everything the product can do, in the order in which tools are listed. */
export const operations: readonly Operation[] = [
  ...coreOperations,
  ...healthOperations,
  ...riskOperations,
  ...communicationOperations,
  ...supportOperations,
  ...revenueOperations,
];
