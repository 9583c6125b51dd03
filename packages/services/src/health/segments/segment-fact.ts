import type { FactReading, ReadFact } from "@cs/analytics";
import { measures } from "@cs/health-engine";
import {
  type CalendarDate,
  type Currency,
  daysBetween,
  lifecycleStages,
  planTiers,
  scoreBands,
  segments,
  touchModels,
} from "@cs/models";
import type { SegmentFactsRow } from "@cs/persistence";

/** The day and the currency by which facts are read. */
export interface FactView {
  readonly asOf: CalendarDate;
  readonly currency: Currency;
}

/** A fact of an account that segments can be made from. */
export interface SegmentFact {
  readonly name: string;
  /** The words that it can be, null when it can be any text; undefined for a number. */
  readonly words?: readonly string[] | null;
  read(row: SegmentFactsRow, view: FactView): FactReading;
}

const neverScored = "never scored";

const all: readonly SegmentFact[] = [
  profile("segment", segments, (row) => row.segment),
  profile("lifecycle_stage", lifecycleStages, (row) => row.lifecycleStage),
  profile("plan_tier", planTiers, (row) => row.planTier),
  profile("touch_model", touchModels, (row) => row.touchModel),
  profile("csm", null, (row) => row.csm),
  profile("industry", null, (row) => row.industry),
  profile("country", null, (row) => row.country),
  { name: "band", words: scoreBands, read: readBand },
  { name: "score", read: (row) => valueOr(row.score, unscored(row)) },
  { name: "days_since_score", read: (row, { asOf }) => days(row.scoredAsOf, asOf, neverScored) },
  { name: "arr", read: readArr },
  { name: "days_to_renewal", read: (row, { asOf }) => days(asOf, row.renewalDate, "no renewal date is recorded") },
  ...measures.map(({ id }): SegmentFact => ({ name: id, read: (row) => readMeasure(row, id) })),
];

/** Everything that a rule can ask, by name. */
export const segmentFacts: ReadonlyMap<string, SegmentFact> = new Map(all.map((fact) => [fact.name, fact]));

/** The facts of an account; asking for one that there is not is a defect. */
export function readerOf(row: SegmentFactsRow, view: FactView): ReadFact {
  return (name) => {
    const fact = segmentFacts.get(name);
    if (!fact) throw new Error(`there is no fact ${name}`);
    return fact.read(row, view);
  };
}

function profile(
  name: string,
  words: readonly string[] | null,
  of: (row: SegmentFactsRow) => string | null,
): SegmentFact {
  return { name, words, read: (row) => valueOr(of(row), "not recorded") };
}

function readBand(row: SegmentFactsRow): FactReading {
  return valueOr(scoreBands.find((band) => band === row.band) ?? null, unscored(row));
}

function unscored({ band }: SegmentFactsRow): string {
  return band === "not_scored" ? neverScored : "too little data for a score";
}

/** In minor units of the reporting currency. Other currencies are not converted. */
function readArr({ arrByCurrency, subscribed }: SegmentFactsRow, { currency }: FactView): FactReading {
  if (!subscribed) return valueOr(null, "no subscription is recorded");
  const others = Object.keys(arrByCurrency).filter((each) => each !== currency);
  return valueOr(others.length > 0 ? null : (arrByCurrency[currency] ?? 0), "ARR in another currency");
}

function readMeasure({ measures: observed, band }: SegmentFactsRow, id: string): FactReading {
  const observation = observed[id];
  if (!observation) return valueOr(null, band === "not_scored" ? neverScored : "not observed by the newest score");
  return observation.value === null ? valueOr(null, observation.reason) : valueOr(observation.value, "");
}

function days(from: CalendarDate | null, to: CalendarDate | null, reason: string): FactReading {
  return valueOr(from === null || to === null ? null : daysBetween(from, to), reason);
}

function valueOr(value: number | string | null, reason: string): FactReading {
  return value === null ? { value, reason } : { value, reason: null };
}
