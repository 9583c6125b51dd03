/** A text of another system as facts hold it: cut to a length, without what cannot be stored; null when nothing is left. */
export function fitText(text: string | null, longest: number): string | null {
  return text?.replaceAll("\0", "").slice(0, longest).toWellFormed().trim() || null;
}
