import type { TrainedHorizon } from "@cs/models";
import type { LeadReport, ProbabilityReport } from "@cs/prediction";
import type { Block, ScatterChart, Section } from "@cs/reports";
import { modelName } from "../churn-scorers.ts";
import { count, intervalOf, readingOf } from "./readings.ts";

/** The model at a horizon, as its back-test measured it. */
interface HorizonTest {
  readonly months: number;
  readonly probability: ProbabilityReport | null;
  readonly reason: string | null;
}

/** Whether the probabilities of the model were true, or why there are none. */
export function probabilitySection(evaluations: readonly LeadReport[], horizons: readonly TrainedHorizon[]): Section {
  const tests = evaluations.map((report): HorizonTest => {
    const model = report.scorers.find(({ name }) => name === modelName);
    const reason = report.reason ?? model?.probabilityReason ?? null;
    return { months: report.windowMonths, probability: model?.probability ?? null, reason };
  });
  const told = tests.flatMap(({ months, probability }) => (probability ? [{ months, probability }] : []));
  const silent = tests.filter(({ probability }) => probability === null);
  const blocks: Block[] = [];
  if (told.length > 0) blocks.push(reliabilityChart(told), table(told));
  if (silent.length > 0) {
    blocks.push({
      kind: "list",
      items: silent.map(
        ({ months, reason }) => `Within ${months} mo no probability was tested: ${reason ?? "none was told"}.`,
      ),
    });
  }
  blocks.push({
    kind: "list",
    items: horizons.map(({ horizonMonths, calibrationReason, outcomes, events }) => {
      const learnt = `The stored model for ${horizonMonths} mo learnt from ${outcomes} accounts, ${events} of which left`;
      return calibrationReason === null
        ? `${learnt}, and was calibrated.`
        : `${learnt}. It tells no probability: ${calibrationReason}.`;
    }),
  });
  return { title: "Whether its probabilities are true", blocks };
}

type Told = { readonly months: number; readonly probability: ProbabilityReport };

function reliabilityChart(told: readonly Told[]): ScatterChart {
  return {
    kind: "scatter-chart",
    title: "Reliability",
    description:
      "Each point is a tenth of the account-months, by probability: what was forecast, and the share that left.",
    x: { label: "Forecast", format: { percent: true } },
    y: { label: "Left", format: { percent: true } },
    series: told.map(({ months, probability }) => ({
      name: `within ${months} mo`,
      points: probability.reliability.map(({ forecast, observed }) => ({ x: forecast, y: observed })),
    })),
    diagonal: "forecast and share are equal",
  };
}

function table(told: readonly Told[]): Block {
  return {
    kind: "table",
    caption: "Errors of the probabilities, with 95 % intervals",
    columns: [
      { label: "Within, months", format: { decimals: 0 } },
      { label: "Brier", format: { decimals: 4 } },
      { label: "Skill against the base rate", format: { percent: true } },
      { label: "95 %" },
      { label: "Calibration slope", format: { decimals: 2 } },
      { label: "95 %" },
      { label: "Calibration error", format: { decimals: 3 } },
      { label: "95 %" },
    ],
    rows: told.map(({ months, probability: { brier, brierSkill, calibrationSlope, calibrationError } }) => [
      count(months),
      readingOf(brier),
      readingOf(brierSkill),
      intervalOf(brierSkill),
      readingOf(calibrationSlope),
      intervalOf(calibrationSlope),
      readingOf(calibrationError),
      intervalOf(calibrationError, 3),
    ]),
  };
}
