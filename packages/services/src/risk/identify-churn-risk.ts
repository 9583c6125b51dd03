import { defineAction, defineActions } from "../operation/define-actions.ts";
import { listPredictions } from "./churn/list-predictions.ts";
import { rankRisk } from "./churn/rank-risk.ts";
import { recordRisk } from "./churn/record-risk.ts";
import { riskInputs } from "./churn/risk-input.ts";
import { riskOutput } from "./churn/risk-output.ts";

/** Who is likely to leave, why, until when that can be prevented, and what it would cost. */
export const identifyChurnRisk = defineActions({
  name: "identify_churn_risk",
  title: "Churn risk",
  description:
    "Ranks customers by risk to leave, with reasons, days to opt-out and ARR. Probability only from a calibrated " +
    "model.",
  category: "risk",
  action: "record: ranks and stores; history: what was recorded of a client.",
  output: riskOutput,
  cut: { list: "accounts" },
  actions: {
    rank: defineAction({ effect: "read", input: riskInputs.rank, run: rankRisk }),
    record: defineAction({ effect: "write", input: riskInputs.record, run: recordRisk }),
    history: defineAction({ effect: "read", input: riskInputs.history, run: listPredictions }),
  },
});
