import { dayNumber } from "@cs/models";
import { clearSums } from "../scoring/account-sums.ts";
import { type CompiledScorecard, compiled } from "../scoring/compile-scorecard.ts";
import { conclude } from "../scoring/conclude.ts";
import { type BatchInput, namedColumns } from "./batch-input.ts";
import { type BatchScores, emptyScores, partOfScores } from "./batch-scores.ts";
import { type BlockMemory, blockMemory, conclusionsIn } from "./block-memory.ts";
import { addColumn, type BlockReader, blockReader } from "./block-reader.ts";
import { explainBlock } from "./explain-block.ts";
import { judgeBlock } from "./judge-block.ts";
import { fastestKernel } from "./kernel/fastest-kernel.ts";
import type { PointsKernel } from "./kernel/points-kernel.ts";
import { type Block, LARGEST_BLOCK } from "./read-column.ts";
import { writeBands } from "./write-bands.ts";

/**
 * Scores many accounts with one scorecard: the numbers of `score` to the last bit, without reasons in words, evidence,
 * overrides and input hash. Memory beside input and result does not grow with the number of accounts.
 *
 * @throws InvalidInputError when `asOf`, a length or a value is not what its type says.
 */
export function scoreBatch(input: BatchInput): BatchScores {
  const plan = compiled(input.scorecard);
  const rows = input.explain ? plan.measures.length : 1;
  return scoreBlocks({ ...input, scorecard: plan }, fastestKernel(rows));
}

/** The same with any kernel that has a row for each measure, or one when nothing is explained. */
export function scoreBlocks(input: BatchInput, kernel: PointsKernel): BatchScores {
  const { accounts, previousBands } = input;
  const plan = compiled(input.scorecard);
  const columns = namedColumns(plan.names, input);
  const explain = input.explain === true;
  const reader = blockReader(plan, { columns, asOfDay: dayNumber(input.asOf), explain });
  const result = emptyScores(plan, accounts, explain);
  const work = { plan, reader, kernel, memory: blockMemory(reader, kernel), result, previousBands };
  for (let start = 0; start < accounts; start += LARGEST_BLOCK) {
    scoreBlock({ start, count: Math.min(LARGEST_BLOCK, accounts - start) }, work);
  }
  return result;
}

interface BlockWork {
  readonly plan: CompiledScorecard;
  readonly reader: BlockReader;
  readonly kernel: PointsKernel;
  readonly memory: BlockMemory;
  readonly result: BatchScores;
  readonly previousBands: Uint8Array | undefined;
}

function scoreBlock(block: Block, { plan, reader, kernel, memory, result, previousBands }: BlockWork): void {
  const { sums, maxima } = memory;
  const part = partOfScores(result, block);
  clearSums(sums);
  const added = reader.scored.map((column) => {
    const missing = addColumn(column, { block, kernel }, sums);
    return { measure: column.measure, row: column.row, missing };
  });
  judgeBlock(plan.caps, { block, capping: reader.capping, kernel }, maxima);
  const conclusions = conclusionsIn(part, memory);
  conclude(sums, { plan, maxima }, conclusions);
  const previous = previousBands?.subarray(block.start, block.start + block.count);
  writeBands(conclusions, { thresholds: plan.scorecard.bands, previous }, part);
  if (part.explanation) explainBlock(added, { kernel, conclusions }, part.explanation.contributions);
}
