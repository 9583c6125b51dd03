import type { Report, Section } from "@cs/reports";
import type { ChurnBacktest } from "../backtest-churn.ts";
import { backtestVerdict } from "../backtest-verdict.ts";
import { driftSection } from "./drift-section.ts";
import { leadSection } from "./lead-section.ts";
import { probabilitySection } from "./probability-section.ts";
import { count } from "./readings.ts";

/** A back-test as a document for people: what it found, how early, how true the probabilities are, and how to read it. */
export function backtestReport(backtest: ChurnBacktest): Report {
  const { stored, leads, evaluations, drift } = backtest;
  return {
    title: "Back-test of churn",
    subtitle: `${stored.kind.replace("_", " ")} model ${stored.modelId}, looked at accounts from ${stored.firstDay} to ${stored.lastDay}`,
    asOf: stored.watchedUntil,
    sections: [
      verdictSection(backtest),
      ...(leads.length > 0 ? [leadSection(leads)] : []),
      probabilitySection(evaluations, stored.horizons),
      ...(drift ? [driftSection(drift)] : []),
      readingSection,
    ],
  };
}

function verdictSection({ stored, leads }: ChurnBacktest): Section {
  return {
    title: "What it found",
    blocks: [
      {
        kind: "key-figures",
        figures: [
          { label: "Account-months", value: count(stored.accountMonths) },
          { label: "Accounts", value: count(stored.accounts) },
          { label: "Decided to leave", value: count(stored.leavers), note: `by ${stored.watchedUntil}` },
        ],
      },
      { kind: "list", items: backtestVerdict(leads) },
    ],
  };
}

const readingSection: Section = {
  title: "How to read it",
  blocks: [
    {
      kind: "list",
      items: [
        "AUC is the chance that, of an account that left and one that stayed on the same day, the first had the higher risk: 0.5 is chance, 1 is certainty. A signal is found when it is three standard errors above 0.5.",
        "Lift is how many times more of those who left are among the tenth with the highest risk than among all.",
        "The Brier score is the mean squared error of the probabilities; below that of the base rate they are worth something.",
        "Intervals hold for 95 of 100 draws of accounts like these, and of ways to part them into those learnt from and those predicted. They say nothing of another time, product or price.",
        "Terms, seats and segments of the past are known as they are stored now. A source that overwrites them tells the future.",
        "What raises a risk in a model need not be its cause.",
      ],
    },
  ],
};
