import { deepFreeze } from "@cs/models";
import type { z } from "zod";
import { createFence } from "./fence.ts";
import { renderOutput } from "./render-value.ts";

type Output = Record<string, unknown>;

/** What is answered, and the same as compact JSON. */
export interface Answer {
  readonly value: Output;
  readonly text: string;
}

export function answerOf(value: Output): Answer {
  return { value, text: JSON.stringify(value) };
}

export interface Showing {
  readonly schema: z.ZodType;
  readonly detailed: boolean;
  readonly lockdown: boolean;
}

/** Of outputs that the cache gives to everybody. */
const known = new WeakMap<Output, Map<string, Answer>>();

/**
 * An output as a model should see it. One that cannot change is rendered once for all, unless customer-written text is in
 * it: its fence is new in every answer.
 */
export function renderAnswer(output: Output, { schema, detailed, lockdown }: Showing): Answer {
  const kind = `${detailed} ${lockdown}`;
  const before = known.get(output)?.get(kind);
  if (before) return before;
  const fence = createFence({ lockdown });
  let fenced = false;
  const marking = (text: string) => {
    fenced = true;
    return fence(text);
  };
  const answer = answerOf(renderOutput(schema, output, { detailed, fence: marking }));
  if (fenced || !Object.isFrozen(output)) return answer;
  const kinds = known.get(output) ?? new Map<string, Answer>();
  known.set(output, kinds.set(kind, deepFreeze(answer)));
  return answer;
}
