import { changeFactors, type ScoreChange } from "@cs/health-engine";
import { known, type Reading, unknown } from "@cs/models";
import { type Block, formatNumber, type Section } from "@cs/reports";
import { labelOf } from "../outputs/reasons.ts";
import { factorNames } from "./factor-names.ts";
import { mostMovers, type PortfolioData } from "./portfolio-data.ts";

const signed = { signed: true };

/** Who moved furthest and why, and who goes down steadily. */
export function moverSection({ study, names }: PortfolioData): Section {
  const nameOf = (clientId: string) => names.get(clientId) ?? clientId;
  const moved: Block = {
    kind: "table",
    caption: `Furthest movers, first against last score of the period (at most ${mostMovers})`,
    columns: [
      { label: "Account" },
      { label: "Before", format: {} },
      { label: "After", format: {} },
      { label: "Change", format: signed },
      { label: "Why" },
    ],
    rows: study.moves.map(({ clientId, change }) => [
      nameOf(clientId),
      reading(change.before, change),
      reading(change.after, change),
      reading(change.difference, change),
      causesOf(change),
    ]),
  };
  const declining: Block = {
    kind: "table",
    caption: `Significantly declining: ${study.moving.declining.length} of ${study.moving.tested} accounts that could be tested`,
    columns: [{ label: "Account" }, { label: "Points in 30 days", format: signed }, { label: "Score", format: {} }],
    rows: study.moving.declining
      .slice(0, mostMovers)
      .map(({ clientId, slope, score }) => [nameOf(clientId), known(slope), known(score)]),
  };
  return { title: "Movers", blocks: [moved, declining] };
}

function reading(value: number | null, { reason }: ScoreChange): Reading {
  return value === null ? unknown(reason ?? "no score") : known(value);
}

/** The largest parts of a change in words: measures, and causes besides the data. */
export function causesOf({ factors, measures, reason }: ScoreChange, most = 3): string {
  if (factors === null) return reason ?? "";
  const others = changeFactors
    .filter((factor) => factor !== "data")
    .map((factor) => ({ label: factorNames[factor], points: factors[factor] }));
  return [...measures.map(({ measure, points }) => ({ label: labelOf(measure), points })), ...others]
    .filter(({ points }) => Math.abs(points) >= 0.05)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, most)
    .map(({ label, points }) => `${label} ${formatNumber(points, signed)}`)
    .join("; ");
}
