import { readFileSync } from "node:fs";
import { defaultScorecard, measures, score } from "@cs/health-engine";
import type { Normaliser } from "@cs/models";
import { markdownTable, withSections } from "./marked-sections.ts";
import { unknownWhen } from "./unknown-when.ts";

const page = "docs/health-scoring.md";

/** `docs/health-scoring.md` with its tables from the registry of measures and the default scorecard. */
export function healthScoringPage(): string {
  return withSections(readFileSync(page, "utf8"), {
    measures: measuresTable(),
    "default-measures": weightsTable(),
    "default-caps": capsTable(),
  });
}

function measuresTable(): string {
  const rows = measures.map(({ id, description, unit, windowDays, needs }) => [
    `\`${id}\``,
    description.replace(/ ?Unknown .*/, ""),
    unit,
    windowDays === null ? "state" : `${windowDays} days`,
    needs.join(", ") || "–",
    unknownWhen[id] ?? "–",
  ]);
  return markdownTable(["measure", "definition", "unit", "window", "needs", "unknown when"], rows);
}

function weightsTable(): string {
  const { groups } = defaultScorecard;
  const { contributions } = score({ scorecard: defaultScorecard, asOf: "2024-12-31", observations: {} });
  const weights = new Map(contributions.map(({ measure, weight }) => [measure, weight]));
  const rows = groups.flatMap(({ label, weight, measures: inside }) =>
    inside.map(({ measure, normaliser, stalenessLimitDays }, index) => [
      index === 0 ? `${label}, ${percent(weight)}` : "",
      `\`${measure}\``,
      percent(weights.get(measure) ?? 0),
      pointsText(normaliser),
      stalenessLimitDays === null ? "none" : `${stalenessLimitDays} days`,
    ]),
  );
  return markdownTable(["group", "measure", "weight", "value → points", "staleness limit"], rows);
}

function capsTable(): string {
  const rows = defaultScorecard.caps.map(({ id, label, maximum, when }) => [
    `\`${id}\``,
    label,
    String(maximum),
    when
      .map(({ measure, atLeast, below }) => `\`${measure}\` ${atLeast === undefined ? `< ${below}` : `≥ ${atLeast}`}`)
      .join(" and "),
  ]);
  return markdownTable(["cap", "says", "at most", "fires when"], rows);
}

function pointsText(normaliser: Normaliser): string {
  if (normaliser.kind === "recency") return `halved every ${normaliser.halfLifeDays} days`;
  if (normaliser.kind === "target_range") {
    const { zeroBelow, from, to, zeroAbove } = normaliser;
    return `100 from ${from} to ${to}, down to 0 at ${zeroBelow} and ${zeroAbove}`;
  }
  if (normaliser.kind === "piecewise_linear") {
    return normaliser.knots.map(([value, points]) => `${value} → ${points}`).join(", ");
  }
  throw new Error(`There is no text for a ${normaliser.kind} normaliser yet.`);
}

/** At most two decimals, as 3.75 %. */
function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
