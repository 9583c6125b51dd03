import type { BandThresholds } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import type { LineChart } from "@cs/reports";

/** The bands of the only one of these scorecards, as `default 2`; null when there are several or none. */
export async function onlyThresholds(
  tx: ReadTransaction,
  scorecards: readonly string[],
): Promise<BandThresholds | null> {
  const [only, ...others] = scorecards;
  if (only === undefined || others.length > 0) return null;
  const [id = "", version] = only.split(" ");
  return (await tx.scorecards.version(id, Number(version))).bands;
}

/** Bands as lines across a chart of scores. */
export function bandLines(thresholds: BandThresholds | null): Pick<LineChart, "references"> {
  if (thresholds === null) return {};
  const { excellent, good, atRisk } = thresholds;
  return {
    references: [
      { label: `excellent from ${excellent}`, value: excellent },
      { label: `good from ${good}`, value: good },
      { label: `at risk from ${atRisk}`, value: atRisk },
    ],
  };
}
