export { type MeasureId, measureIds, measures } from "./measures/index.ts";
export {
  defineMeasure,
  type MeasureDefinition,
  type MeasureSource,
  type MeasureUnit,
} from "./observing/define-measure.ts";
export { observe } from "./observing/observe.ts";
export { defaultScorecard } from "./scorecards/default-scorecard.ts";
export { type ParseScorecardOptions, parseScorecard } from "./scorecards/parse-scorecard.ts";
export { bandOf } from "./scoring/band-of.ts";
export { type ScoreInput, score } from "./scoring/score.ts";
