/** Most tokens that a result may cost a model. */
const longestTokens = 20_000;

/**
 * Whether a result is short enough for a model: 20,000 tokens and so, because JSON of ours has at most one token per two
 * characters, 40,000 characters. Other scripts are counted by their bytes, more than which no tokenizer makes of them.
 */
export function fitsModel(text: string): boolean {
  const characters = text.length;
  if (characters > 2 * longestTokens) return false;
  const others = Buffer.byteLength(text) - characters;
  return characters / 2 + others <= longestTokens;
}
