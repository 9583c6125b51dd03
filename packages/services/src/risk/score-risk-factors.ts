import { defineAction, defineActions } from "../operation/define-actions.ts";
import { assessRisks, riskHistory } from "./factors/read-risks.ts";
import { recordRisk } from "./factors/record-risk.ts";
import { riskInputs } from "./factors/risk-input.ts";
import { riskOutput } from "./factors/risk-output.ts";

/** What endangers an account by stored facts, and a register of what is done about it. */
export const scoreRiskFactors = defineActions({
  name: "score_risk_factors",
  title: "Risk factors",
  description:
    "Risk factors of one client: level, evidence, value a quarter ago, median of peers. Keeps a register of owners " +
    "and mitigations.",
  category: "risk",
  action: "record: adds a version of a risk; history: its versions.",
  output: riskOutput,
  cut: { list: "entries" },
  actions: {
    assess: defineAction({ effect: "read", input: riskInputs.assess, run: assessRisks }),
    record: defineAction({ effect: "write", input: riskInputs.record, run: recordRisk }),
    history: defineAction({ effect: "read", input: riskInputs.history, run: riskHistory }),
  },
});
