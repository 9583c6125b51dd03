import { type AccountFacts, daysBetween, type MeasureObservation } from "@cs/models";

/** Days since the account became a customer, while its stage is onboarding; 0 in any other stage. */
export function daysOfOnboarding({
  lifecycleStage,
  customerSince,
  asOf,
}: Pick<AccountFacts, "lifecycleStage" | "customerSince" | "asOf">): MeasureObservation {
  if (lifecycleStage === null) return { value: null, reason: "the account has no stage" };
  if (lifecycleStage !== "onboarding") return { value: 0, observedOn: asOf };
  if (customerSince === null) return { value: null, reason: "nobody recorded since when it is a customer" };
  return { value: Math.max(0, daysBetween(customerSince, asOf)), observedOn: asOf };
}
