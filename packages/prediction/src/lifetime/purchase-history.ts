/** How a customer without a contract has bought, in any one unit of time. */
export interface PurchaseHistory {
  /** Purchases after the first one. */
  readonly repeats: number;
  /** Time from the first purchase to the last one; 0 without repeats. */
  readonly recency: number;
  /** Time from the first purchase to the end of watching. */
  readonly age: number;
}
