import { InvalidInputError } from "@cs/models";
import type { Operation } from "@cs/services";
import { z } from "zod";
import { type Answer, answerOf } from "./answer.ts";
import { fitsModel } from "./result-size.ts";

type Output = Record<string, unknown>;

export interface Cutting {
  readonly operation: Operation;
  /** The arguments of the call, as they came. */
  readonly input: Output;
  /** Makes of an output what is answered. */
  render(output: Output): Answer;
  /** Asks the operation again. */
  repeat(input: Output): Promise<Output>;
}

/** What a shortened answer says besides, in the schema of its tool. */
export const cutOutput = z
  .strictObject({
    list: z.string(),
    shown: z.int(),
    of: z.int(),
    next: z.strictObject({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) }),
  })
  .describe("Too long for one answer: next brings the rest.");

/**
 * The answer of a call, cut when it is too long for a model: then it names the call that brings the rest. Throws
 * `InvalidInputError` when even the shortest is too long.
 */
export async function cutResult(output: Output, cutting: Cutting): Promise<Answer> {
  const whole = cutting.render(output);
  if (fitsModel(whole.text)) return whole;
  const { cut, input } = cutting.operation;
  const answer =
    cut && (cut.rest ? cutList(output, cutting) : "limit" in input.shape ? await cutPage(output, cutting) : null);
  if (answer) return answer;
  throw new InvalidInputError("The answer is too long to show.", {
    hint: "Ask for less: a narrower range or fewer parts.",
  });
}

/** As many entries of the list as fit, found by halving. */
function cutList(output: Output, { operation, input, render }: Cutting): Answer | null {
  const { cut, name } = operation;
  const whole = listOf(output, cut?.list);
  const upTo = (shown: number): Answer => {
    const rest = { ...withoutKey(input), ...cut?.rest?.(output, shown) };
    const notice = { list: cut?.list, shown, of: whole.length, next: { tool: name, arguments: rest } };
    return answerOf({ cut: notice, ...render({ ...output, [String(cut?.list)]: whole.slice(0, shown) }).value });
  };
  let [fits, tooMany] = [0, whole.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (fitsModel(upTo(middle).text)) fits = middle;
    else tooMany = middle;
  }
  return fits === 0 ? null : upTo(fits);
}

/** A shorter page of the same question, with a cursor that goes on where it ends. */
async function cutPage(output: Output, { operation, input, render, repeat }: Cutting): Promise<Answer | null> {
  const { cut, name } = operation;
  const of = listOf(output, cut?.list).length;
  for (let shown = Math.floor(of / 2); shown > 0; shown = Math.floor(shown / 2)) {
    const page = await repeat({ ...input, limit: shown });
    const next = { tool: name, arguments: { ...input, cursor: page["nextCursor"] } };
    const answer = answerOf({ cut: { list: cut?.list, shown, of, next }, ...render(page).value });
    if (fitsModel(answer.text)) return answer;
  }
  return null;
}

function listOf(output: Output, list: string | undefined): readonly unknown[] {
  const entries = list === undefined ? undefined : output[list];
  return Array.isArray(entries) ? entries : [];
}

/** A call for the rest is another call than the one with the key. */
function withoutKey({ idempotencyKey: _, ...input }: Output): Output {
  return input;
}
