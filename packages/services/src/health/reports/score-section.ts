import type { Forecast } from "@cs/health-engine";
import { known } from "@cs/models";
import { type Block, formatNumber, type Section } from "@cs/reports";
import type { PortfolioData } from "./portfolio-data.ts";
import { thinned } from "./thinned.ts";
import { bandLines } from "./thresholds.ts";

const BIN = 10;

/** The mean score over time, and how scores are spread. */
export function scoreSection({ accounts, study, thresholds, to }: PortfolioData): Section {
  const { entries: means, note } = thinned(study.series.means);
  const partial = study.series.partial.length;
  const blocks: Block[] = [
    {
      kind: "line-chart",
      title: "Mean score",
      description: `Of the days on which nearly all accounts were scored.${partial > 0 ? ` ${partial} other days are left out.` : ""}${note}`,
      x: { label: "Day" },
      y: { label: "Mean score", domain: [0, 100] },
      series: [{ name: "Mean score", points: means.map(({ day, mean }) => ({ x: day, y: known(mean) })) }],
      ...bandLines(thresholds),
    },
    { kind: "paragraph", text: forecastText(study.forecast) },
    histogram(
      accounts.flatMap(({ score }) => (score === null ? [] : [score])),
      to,
    ),
  ];
  return { title: "Scores", blocks };
}

/** A forecast in a sentence, or why there is none. */
export function forecastText({ day, value, interval, level, reason }: Forecast): string {
  if (day === null || value === null || interval === null) return `No forecast: ${reason ?? "not known"}.`;
  const [low, high] = [formatNumber(interval.low), formatNumber(interval.high)];
  return `If the line goes on, ${formatNumber(value)} on ${day}; between ${low} and ${high} with probability ${level}.`;
}

function histogram(scores: readonly number[], to: string): Block {
  const bins = Array.from({ length: 100 / BIN }, (_, at) => ({
    name: `${at * BIN} to ${(at + 1) * BIN}`,
    // The last bin holds 100 too.
    count: scores.filter((score) => Math.min(Math.floor(score / BIN), 100 / BIN - 1) === at).length,
  }));
  return {
    kind: "bar-chart",
    layout: "grouped",
    title: "Spread of scores",
    description: `Accounts by their newest score on ${to}; the lower end belongs to a range.`,
    categories: { label: "Score", names: bins.map(({ name }) => name) },
    value: { label: "Accounts", format: { decimals: 0 } },
    series: [{ name: "Accounts", values: bins.map(({ count }) => known(count)) }],
  };
}
