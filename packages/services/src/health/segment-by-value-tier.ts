import { defineAction, defineActions } from "../operation/define-actions.ts";
import { listTierAccounts } from "./tiers/list-tier-accounts.ts";
import { previewTiers, runTiers, showTiers } from "./tiers/run-tiers.ts";
import { actionInputs } from "./tiers/tier-input.ts";
import { tiersOutput } from "./tiers/tier-output.ts";

/** Tiers of accounts by value and capacity, with who moved and how full the managers are. */
export const segmentByValueTier = defineActions({
  name: "segment_by_value_tier",
  title: "Value tiers",
  description:
    "Puts customers into touch tiers by value and capacity: coverage model, moves since the last run, load of CSMs.",
  category: "health",
  action: "show: last run; accounts: by page; preview stores nothing; run stores.",
  output: tiersOutput,
  cut: { list: "accounts" },
  actions: {
    show: defineAction({
      effect: "read",
      input: actionInputs.show,
      run: ({ limit }, context) => showTiers(limit, context),
    }),
    accounts: defineAction({ effect: "read", input: actionInputs.accounts, run: listTierAccounts }),
    preview: defineAction({ effect: "read", input: actionInputs.preview, run: previewTiers }),
    run: defineAction({ effect: "write", input: actionInputs.run, run: runTiers }),
  },
});
