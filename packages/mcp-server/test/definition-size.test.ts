import { toolOfOperation } from "@cs/mcp-server";
import { operations } from "@cs/services";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";

/** What a model reads of a tool before it calls it, in tokens of the o200k vocabulary. */
const sizes = operations.map((operation) => {
  const { name, description, inputSchema } = toolOfOperation(operation);
  return { name, tokens: countTokens(JSON.stringify({ name, description, inputSchema })) };
});

const longest = 600;
/** So that a catalogue of 56 tools costs a model less than 16,000 tokens. */
const longestAverage = 285;

describe("what the definition of a tool costs a model", () => {
  it.each(sizes)("$name takes $tokens tokens, at most 600", ({ tokens }) => {
    expect(tokens).toBeLessThanOrEqual(longest);
  });

  it("is at most 285 tokens on average", () => {
    const total = sizes.reduce((sum, { tokens }) => sum + tokens, 0);
    expect(total / sizes.length).toBeLessThanOrEqual(longestAverage);
  });
});
