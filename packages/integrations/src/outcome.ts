/** What a method of an adapter gives: what the vendor did, or that there is no such vendor here. */
export type VendorOutcome<Value> = { readonly outcome: "done"; readonly value: Value } | NotConfigured;

export interface NotConfigured {
  readonly outcome: "not_configured";
  readonly vendor: string;
}
