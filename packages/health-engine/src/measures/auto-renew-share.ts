import { activeOn } from "../observing/active-on.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { missing, observed } from "../observing/observation.ts";
import { sumOf } from "../observing/sum-of.ts";

/** Share of the ARR that renews by itself, 0-1, over active lines of which that is known. */
export const autoRenewShare = defineMeasure({
  id: "auto_renew_share",
  label: "Auto-renewing share of ARR",
  unit: "share",
  description: "ARR of the active lines that renew automatically, divided by the ARR of those for which it is known.",
  needs: ["subscriptions"],
  windowDays: null,
  observe({ subscriptions, asOf }, until) {
    const lines = activeOn(subscriptions, asOf).filter(({ autoRenew }) => autoRenew !== null);
    if (lines.length === 0) return missing("no active subscription says whether it renews automatically");
    if (new Set(lines.map(({ currency }) => currency)).size > 1)
      return missing("the subscriptions have several currencies");
    const known = sumOf(lines, ({ arr }) => arr);
    if (known === 0) return missing("the active subscriptions have no ARR");
    return observed(sumOf(lines, ({ autoRenew, arr }) => (autoRenew ? arr : 0)) / known, until);
  },
});
