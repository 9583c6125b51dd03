/** A text of another system as facts hold it: cut, trimmed, of characters that can be stored; null for an empty one. */
export function storableText(text: string | null, longest: number): string | null {
  return text?.replaceAll("\0", "").slice(0, longest).toWellFormed().trim() || null;
}
