import type { LeadReport, Measured, ScorerReport } from "@cs/prediction";
import { modelName } from "./churn-scorers.ts";

/** Scorers that claim to know; all others are baselines that they should beat. */
const claims = [modelName, "health score"];

/** What a back-test found, in plain sentences: one for each claim at each lead, and a warning of what knows too much. */
export function backtestVerdict(leads: readonly LeadReport[]): string[] {
  return leads.flatMap((report) => {
    const ahead = `${report.leadMonths} ${report.leadMonths === 1 ? "month" : "months"} ahead`;
    if (report.reason !== null) return [`${ahead}: nothing could be measured, as ${report.reason}.`];
    const claimed = report.scorers.filter(({ name }) => claims.includes(name));
    const baseline = bestOf(report.scorers.filter(({ name }) => !claims.includes(name)));
    return [
      ...claimed.map((scorer) => `${ahead}: ${judge(scorer, baseline)}.`),
      ...report.suspects.map(
        ({ feature, auc }) =>
          `${ahead}: ${feature} alone knows almost everything (AUC ${auc.toFixed(2)}). It was probably written down after the decision, and what is measured with it means nothing.`,
      ),
    ];
  });
}

function judge({ name, signal, auc, accounts, events }: ScorerReport, baseline: ScorerReport | undefined): string {
  if (signal === "unknown" || auc === null) {
    return `too few to tell whether the ${name} knows anything: ${accounts} accounts, ${events} of which left`;
  }
  if (signal === "none") return `no signal in the ${name} that stands out from chance (AUC ${areaText(auc)})`;
  const known = `the ${name} knows more than chance (AUC ${areaText(auc)})`;
  if (!baseline?.auc) return known;
  const compared = `the best baseline, ${baseline.name}, has ${areaText(baseline.auc)}`;
  return baseline.auc.value < auc.low ? `${known}; ${compared}` : `${known}, but is not clearly better: ${compared}`;
}

function bestOf(scorers: readonly ScorerReport[]): ScorerReport | undefined {
  return scorers.toSorted((left, right) => (right.auc?.value ?? 0) - (left.auc?.value ?? 0))[0];
}

function areaText({ value, low, high }: Measured): string {
  return `${value.toFixed(2)}, ${low.toFixed(2)} to ${high.toFixed(2)}`;
}
