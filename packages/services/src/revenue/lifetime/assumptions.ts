import type { LifetimeRequest } from "./lifetime-input.ts";
import type { Retention } from "./retention.ts";
import type { Watch } from "./watched-renewals.ts";

/** Everything that the values take for granted, in words. */
export function assumptionsOf(
  { margin, discount, growth, clientId }: LifetimeRequest,
  { renewals, lost }: Retention,
  { from, until }: Watch,
): string[] {
  return [
    `A margin of ${margin} and a discount of ${discount} a year are those of the call; no source holds them.`,
    growth === 0
      ? "The revenue of who stays does not change."
      : `The revenue of who stays grows by ${growth} a year, as the call says.`,
    "Renewals are yearly from the first day of the first term; who leaves within a year is lost at the renewal that ends it.",
    `Chances to be lost differ between customers and stay the same for each (shifted beta-geometric), fitted on ${renewals} renewals with ${lost} losses from ${from} to ${until}.`,
    ...(clientId === undefined ? [] : ["The client renews as all customers who have renewed as often."]),
    "Values begin with the next renewal: what is paid until then is not in them.",
    "Revenue is the ARR of the day; the size of an account is known only as it is now.",
    "Intervals say how far other customers like these would lead elsewhere, not what a wrong assumption does.",
  ];
}
