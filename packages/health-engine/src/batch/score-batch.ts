import { dayNumber, healthBands } from "@cs/models";
import { bandCodeOf } from "../scoring/band-of.ts";
import { type CompiledScorecard, compiled } from "../scoring/compile-scorecard.ts";
import { conclude, emptyConclusion } from "../scoring/conclude.ts";
import { heldBandCode } from "../scoring/hold-band.ts";
import { type BatchInput, namedColumns } from "./batch-input.ts";
import { type BatchScores, emptyScores } from "./batch-scores.ts";
import { type BlockReader, blockReader, LARGEST_BLOCK, readBlock } from "./block-reader.ts";
import { explainBlock } from "./explain-block.ts";
import type { Block } from "./read-column.ts";

const NO_BAND = healthBands.indexOf("insufficient_data");

/**
 * Scores many accounts with one scorecard: the numbers of `score` to the last bit, without reasons in words, evidence,
 * overrides and input hash. Memory beside input and result does not grow with the number of accounts.
 *
 * @throws InvalidInputError when `asOf`, a length or a value is not what its type says.
 */
export function scoreBatch(input: BatchInput): BatchScores {
  const plan = compiled(input.scorecard);
  const columns = namedColumns(plan.names, input);
  const reader = blockReader(plan, { columns, asOfDay: dayNumber(input.asOf) });
  const result = emptyScores(plan, input.accounts, input.explain === true);
  for (let start = 0; start < input.accounts; start += LARGEST_BLOCK) {
    const block = { start, count: Math.min(LARGEST_BLOCK, input.accounts - start) };
    readBlock(reader, block);
    concludeBlock(block, { plan, reader, result, previousBands: input.previousBands });
  }
  return result;
}

interface BlockWork {
  readonly plan: CompiledScorecard;
  readonly reader: BlockReader;
  readonly result: BatchScores;
  readonly previousBands: Uint8Array | undefined;
}

function concludeBlock({ start, count }: Block, { plan, reader, result, previousBands }: BlockWork): void {
  const { scorecard, measures } = plan;
  const { bands } = scorecard;
  const { scores, coverage, confidence, low, high, explanation } = result;
  const conclusion = emptyConclusion();
  const shares = { factor: new Float64Array(count), keptShare: new Float64Array(count) };
  const maxima = { fired: 100, possible: 100 };
  const concluding = { rows: reader.rows, maxima, scorecard };
  for (let index = 0; index < count; index += 1) {
    const account = start + index;
    const at = index * measures.length;
    maxima.fired = reader.maxima.fired[index] ?? 100;
    maxima.possible = reader.maxima.possible[index] ?? 100;
    conclude(at, concluding, conclusion);
    scores[account] = conclusion.score;
    coverage[account] = conclusion.coverage;
    confidence[account] = conclusion.confidence;
    low[account] = conclusion.low;
    high[account] = conclusion.high;
    result.provedBands[account] = bandCodeOf(conclusion.low, bands);
    if (conclusion.gap !== "none") result.bands[account] = NO_BAND;
    else if (previousBands === undefined) result.bands[account] = bandCodeOf(conclusion.score, bands);
    else {
      const previous = previousBands[account] ?? NO_BAND;
      const change = { score: conclusion.score, previous, capped: conclusion.capPoints < 0 };
      result.bands[account] = heldBandCode(change, bands);
    }
    shares.factor[index] = conclusion.factor;
    shares.keptShare[index] = conclusion.keptShare;
    if (explanation) explanation.capPoints[account] = conclusion.capPoints;
  }
  if (explanation) explainBlock({ start, count }, { rows: reader.rows, shares }, explanation);
}
