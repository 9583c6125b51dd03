import { addDays, type CalendarDate, type TaggedFact } from "@cs/models";
import { type AccountTruth, portfolioAccounts, portfolioTruths } from "@cs/portfolio";
import { backtest, type Decision, type History, type Measured, type Scorer, type Snapshot } from "@cs/prediction";
import { type Gate, type GateSet, moreThan } from "./gate.ts";
import { accountMonths, decisionsOf, monthsBetween } from "./synthetic-portfolio/account-months.ts";
import { factsOf } from "./synthetic-portfolio/account-story.ts";
import { type Hidden, oracle } from "./synthetic-portfolio/oracle.ts";
import { model, naive, scorecard } from "./synthetic-portfolio/scorers.ts";

/**
 * Scorecard, model and what is naive beside an oracle that sees the hidden health, on customers who do not exist. Nothing
 * here is a figure of the product: docs/synthetic-portfolio.md says why. Seed and size were fixed before the first run.
 */
export const syntheticPortfolioGates: GateSet = { folder: "synthetic-portfolio", generated: true, measure };

const leads = [1, 2, 3, 6];
const windowMonths = 3;
const portfolio = { accounts: 1000, seed: 1, asOf: "2026-06-30", historyDays: 1460 };

interface World {
  readonly history: History;
  readonly hidden: ReadonlyMap<string, Hidden>;
}

function measure(): Gate[] {
  const world = makeWorld();
  return [...leads.flatMap((leadMonths) => gatesAt(world, leadMonths)), shuffledGate(world)];
}

function gatesAt({ history, hidden }: World, leadMonths: number): Gate[] {
  const scorers = [scorecard, ...naive, model, oracle(hidden, { leadMonths, windowMonths })];
  const [own, ...others] = aucsOf(history, scorers, leadMonths);
  const [best, trained] = [others.at(-1), others.at(-2)];
  const at = (name: string) => `synthetic: ${name}, lead ${leadMonths}`;
  const value = (area: Measured | null | undefined) => area?.value ?? Number.NaN;
  const closed = (value(trained) - value(own)) / (value(best) - value(own));
  return [
    ...naive.map(({ name }, index) => moreThan(at(`scorecard above ${name}`), value(others[index]), value(own))),
    moreThan(at("share of the gap to the oracle that the model closes"), 0.5, closed),
    inside(at("model in the oracle's interval"), value(trained), best),
  ];
}

/** Outcomes dealt out anew among the accounts of each day hold nothing to learn. */
function shuffledGate({ history }: World): Gate {
  const [area] = aucsOf(history, [model], 1, true);
  return inside("synthetic: 0.5 in the model's interval on shuffled outcomes", 0.5, area);
}

function aucsOf(history: History, scorers: readonly Scorer[], leadMonths: number, shuffleOutcomes = false) {
  const request = { history, scorers, leadMonths: [leadMonths], windowMonths, rounds: 100, shuffleOutcomes };
  return (backtest(request)[0]?.scorers ?? []).map(({ auc }) => auc);
}

function inside(gate: string, value: number, interval: Measured | null | undefined): Gate {
  const { low, high } = interval ?? { low: Number.NaN, high: Number.NaN };
  const goal = `${low.toFixed(4)} to ${high.toFixed(4)}`;
  return { gate, goal, measured: value.toFixed(4), pass: low <= value && value <= high };
}

/** Months from a year after the first fact on, when the longest windows are covered. */
function makeWorld(): World {
  const from = addDays(portfolio.asOf, 1 - portfolio.historyDays);
  const calendar = { from, months: monthsBetween(addDays(from, 366), portfolio.asOf) };
  const snapshots: Snapshot[] = [];
  const decisions: Decision[] = [];
  const hidden = new Map<string, Hidden>();
  const truths = portfolioTruths(portfolio);
  for (const facts of portfolioAccounts(portfolio)) {
    for (const snapshot of accountMonths(facts, calendar)) snapshots.push(snapshot);
    decisions.push(...decisionsOf(facts));
    const truth = truths.next().value;
    if (truth) hidden.set(truth.externalId, hiddenOf(facts, truth));
  }
  return { history: { snapshots, decisions, watchedUntil: portfolio.asOf }, hidden };
}

function hiddenOf(facts: readonly TaggedFact[], truth: AccountTruth): Hidden {
  const [contract] = factsOf(facts, "contracts");
  const customerSince: CalendarDate = contract?.startDate ?? portfolio.asOf;
  return { truth, customerSince, noticeDays: contract?.noticeDays ?? 0 };
}
